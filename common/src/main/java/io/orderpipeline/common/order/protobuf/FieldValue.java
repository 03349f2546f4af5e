package io.orderpipeline.common.order.protobuf;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.orderpipeline.common.order.AdditionalField;
import io.orderpipeline.common.order.AdditionalField.Form;
import io.orderpipeline.common.order.BinaryCursor;
import io.orderpipeline.common.order.Utf8;

/** Reads values of fields that occur once, as what they are in JSON. Fails at bytes that are no value of the type. */
final class FieldValue {

    private FieldValue() {}

    /** @param type a scalar, an enum or a well-known message */
    static AdditionalField read(ValueType type, String name, BinaryCursor cursor) {
        if (type instanceof EnumType names) {
            return names.value(name, (int) cursor.varint());
        }
        if (type instanceof MessageType message) {
            WellKnownValue value = new WellKnownValue(message, cursor.bytes());
            value.merge(cursor);
            return value.value(name);
        }
        return switch ((ScalarType) type) {
            case STRING -> text(name, cursor);
            case BYTES -> {
                cursor.skip(WireFormat.length(cursor));
                yield objectOrArray(name);
            }
            default -> ((ScalarType) type).value(name, ((ScalarType) type).read(cursor));
        };
    }

    static AdditionalField objectOrArray(String name) {
        return new AdditionalField(name, Form.OBJECT_OR_ARRAY, null);
    }

    private static AdditionalField text(String name, BinaryCursor cursor) {
        int length = WireFormat.length(cursor);
        int start = cursor.position();
        cursor.skip(length);
        if (!Utf8.isText(cursor.bytes(), start, start + length)) {
            cursor.fail();
        }
        return new AdditionalField(name, Form.TEXT, new String(cursor.bytes(), start, length, UTF_8));
    }
}
