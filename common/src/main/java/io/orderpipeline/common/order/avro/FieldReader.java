package io.orderpipeline.common.order.avro;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.orderpipeline.common.order.AdditionalField;
import io.orderpipeline.common.order.AdditionalField.Form;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;

/** Reads a field of any type as JSON would have it. One thread. */
record FieldReader(ValueReader in) {

    /** Without meaning after a failure. */
    AdditionalField read(Column column) {
        ValueType type = typeOf(column);
        if (type.kind() == Kind.OTHER) {
            new ContentChecker(in).skip(type.schema(), 1);
            return new AdditionalField(column.name(), Form.OBJECT_OR_ARRAY, null);
        }
        String text = text(type);
        return new AdditionalField(column.name(), form(type.kind(), text), text);
    }

    /** The type of the value that follows. */
    ValueType typeOf(Column column) {
        return column.types()
                .get(column.isUnion() ? in.unionIndex(column.types().size()) : 0);
    }

    /** JSON has no numbers for infinity and NaN. */
    private static Form form(Kind kind, String text) {
        boolean isFinite =
                (kind != Kind.FLOAT && kind != Kind.DOUBLE) || Character.isDigit(text.charAt(text.length() - 1));
        return isFinite ? kind.form() : Form.TEXT;
    }

    private String text(ValueType type) {
        return switch (type.kind()) {
            case NULL -> "null";
            case BOOLEAN -> Boolean.toString(in.bool());
            case INT -> Integer.toString(in.int32());
            case LONG -> Long.toString(in.int64());
            case FLOAT -> Float.toString(in.float32());
            case DOUBLE -> Double.toString(in.float64());
            case DECIMAL -> decimal(type);
            case DATE -> LocalDate.ofEpochDay(in.int32()).toString();
            case INSTANT -> instant(type).toString();
            case LOCAL_TIME -> instant(type).toString().replace("Z", "");
            case STRING -> in.string(in.utf8(), in.position());
            case UUID -> uuid();
            case ENUM -> UTF_8.decode(in.symbol(type).duplicate()).toString();
            case OTHER -> throw new IllegalArgumentException("has no text");
        };
    }

    /** Never plain: a scale of 1,000,000,000 is allowed. */
    private String decimal(ValueType type) {
        int from = in.decimal(type);
        BigInteger unscaled = in.isValid() ? new BigInteger(in.bytes(), from, in.position() - from) : BigInteger.ZERO;
        return new BigDecimal(unscaled, type.scale()).toString();
    }

    private Instant instant(ValueType type) {
        return Instant.EPOCH.plus(in.int64(), type.unit());
    }

    String uuid() {
        int from = in.fixed(2 * Long.BYTES);
        if (!in.isValid()) {
            return "";
        }
        ByteBuffer bytes = ByteBuffer.wrap(in.bytes(), from, 2 * Long.BYTES);
        return new UUID(bytes.getLong(), bytes.getLong()).toString();
    }
}
