package io.orderpipeline.common.schema;

import io.orderpipeline.common.cli.TextTable;

/** The schema registry has no such schema. The message is one line. */
public final class UnknownSchemaException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Names of subjects come from other programs. */
    private static final int LONGEST_NAME = 200;

    /** @param schema such as "schema id 7" */
    public UnknownSchemaException(String schema) {
        super("the schema registry does not know "
                + TextTable.printable(schema.substring(0, Math.min(LONGEST_NAME, schema.length()))));
    }
}
