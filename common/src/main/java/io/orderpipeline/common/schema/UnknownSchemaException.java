package io.orderpipeline.common.schema;

import io.orderpipeline.common.cli.TextTable;

/** The schema registry has no such schema. The message is one line. */
public final class UnknownSchemaException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Names of subjects come from other programs. */
    private static final int LONGEST_NAME = 200;

    private final boolean isCertain;

    /** @param schema such as "schema id 7" */
    public UnknownSchemaException(String schema) {
        this(schema, false);
    }

    private UnknownSchemaException(String schema, boolean isCertain) {
        super("the schema registry does not know "
                + TextTable.printable(schema.substring(0, Math.min(LONGEST_NAME, schema.length()))));
        this.isCertain = isCertain;
    }

    /** For a schema that no registry can have, whose answer need not be repeated. */
    static UnknownSchemaException certain(String schema) {
        return new UnknownSchemaException(schema, true);
    }

    boolean isCertain() {
        return isCertain;
    }
}
