package io.orderpipeline.common.order.avro;

import io.orderpipeline.common.order.AdditionalField.Form;
import org.apache.avro.LogicalType;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;

/** What a type of a schema is to an order, and its form in JSON. */
enum Kind {
    NULL(Form.NULL),
    BOOLEAN(Form.BOOLEAN),
    INT(Form.NUMBER),
    /** Also epoch milliseconds, which JSON writes as the same number. */
    LONG(Form.NUMBER),
    FLOAT(Form.NUMBER),
    DOUBLE(Form.NUMBER),
    DECIMAL(Form.NUMBER),
    DATE(Form.TEXT),
    /** Epoch microseconds or nanoseconds. */
    INSTANT(Form.TEXT),
    /** A date and time of day without a time zone. */
    LOCAL_TIME(Form.TEXT),
    STRING(Form.TEXT),
    /** Of 16 bytes; a UUID that is a string is a STRING. */
    UUID(Form.TEXT),
    ENUM(Form.TEXT),
    /** Records, arrays, maps, and bytes without a logical type. */
    OTHER(Form.OBJECT_OR_ARRAY);

    private static final int UUID_BYTES = 2 * Long.BYTES;

    private final Form form;

    Kind(Form form) {
        this.form = form;
    }

    Form form() {
        return form;
    }

    /** An unknown or invalid logical type is ignored, as Avro's specification demands. */
    static Kind of(Schema schema) {
        LogicalType logicalType = schema.getLogicalType();
        String logicalName = logicalType == null ? "" : logicalType.getName();
        return switch (schema.getType()) {
            case NULL -> NULL;
            case BOOLEAN -> BOOLEAN;
            case INT -> logicalName.equals("date") ? DATE : INT;
            case LONG -> ofLong(logicalName);
            case FLOAT -> FLOAT;
            case DOUBLE -> DOUBLE;
            case STRING -> STRING;
            case ENUM -> schema.getEnumSymbols().isEmpty() ? OTHER : ENUM;
            case BYTES -> logicalType instanceof LogicalTypes.Decimal ? DECIMAL : OTHER;
            case FIXED -> logicalType instanceof LogicalTypes.Decimal ? DECIMAL : ofFixed(schema, logicalName);
            case RECORD, ARRAY, MAP, UNION -> OTHER;
        };
    }

    private static Kind ofLong(String logicalName) {
        return switch (logicalName) {
            case "timestamp-micros", "timestamp-nanos" -> INSTANT;
            case "local-timestamp-millis", "local-timestamp-micros", "local-timestamp-nanos" -> LOCAL_TIME;
            default -> LONG;
        };
    }

    private static Kind ofFixed(Schema schema, String logicalName) {
        return logicalName.equals("uuid") && schema.getFixedSize() == UUID_BYTES ? UUID : OTHER;
    }
}
