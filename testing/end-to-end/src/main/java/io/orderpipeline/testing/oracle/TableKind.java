package io.orderpipeline.testing.oracle;

import java.util.List;

/** The table layouts of the consumer. */
public enum TableKind {
    PLAIN("orders"),
    BOUNDED("orders_by_bucket");

    private final String table;

    TableKind(String table) {
        this.table = table;
    }

    String table() {
        return table;
    }

    /** Of the consumer and of {@code verify}, whose default is the first layout. */
    List<String> options() {
        return this == PLAIN ? List.of() : List.of("--table-layout=bounded");
    }
}
