package io.orderpipeline.testing.oracle;

import java.util.List;

/** The tables that the consumer can write. */
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

    /** What the consumer and {@code verify} must be told; the first is their default. */
    List<String> options() {
        return this == PLAIN ? List.of() : List.of("--table-layout=bounded");
    }
}
