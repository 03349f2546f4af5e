package io.orderpipeline.common.order.protobuf;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.orderpipeline.common.order.AdditionalField;
import io.orderpipeline.common.order.AdditionalField.Form;
import io.orderpipeline.common.order.NotAnOrderException;
import io.orderpipeline.common.order.OrderLimits;
import java.util.Map;

/** The value of a field that is absent: the default that its schema states, or the default of its type. */
final class DefaultValue {

    /** The names of the numbers that JSON does not have. */
    private static final Map<String, String> NOT_FINITE = Map.of("inf", "Infinity", "-inf", "-Infinity", "nan", "NaN");

    private DefaultValue() {}

    static AdditionalField ofType(String name, ValueType type) {
        if (type instanceof EnumType names) {
            return names.value(name, 0);
        }
        if (type == ScalarType.STRING) {
            return new AdditionalField(name, Form.TEXT, "");
        }
        return type instanceof ScalarType scalar && type != ScalarType.BYTES
                ? scalar.value(name, 0)
                : new AdditionalField(name, Form.OBJECT_OR_ARRAY, null);
    }

    static AdditionalField stated(String name, ValueType type, String text) throws NotAnOrderException {
        if (text.length() > OrderLimits.TEXT_CHARACTERS) {
            throw new NotAnOrderException(
                    "has a default of more than " + OrderLimits.TEXT_CHARACTERS + " characters for the field " + name);
        }
        try {
            return parse(name, type, text);
        } catch (NumberFormatException e) {
            throw new NotAnOrderException("has a default that is not a number for the field " + name);
        }
    }

    private static AdditionalField parse(String name, ValueType type, String text) {
        if (type == ScalarType.BOOL) {
            return new AdditionalField(name, Form.BOOLEAN, Boolean.toString(Boolean.parseBoolean(text)));
        }
        if (type == ScalarType.FLOAT || type == ScalarType.DOUBLE) {
            return floating(name, type, text);
        }
        if (type instanceof ScalarType scalar && scalar.isInteger()) {
            return new AdditionalField(name, Form.NUMBER, integer(text));
        }
        boolean isText = type == ScalarType.STRING || type instanceof EnumType;
        return isText ? new AdditionalField(name, Form.TEXT, encodable(text)) : ofType(name, type);
    }

    private static AdditionalField floating(String name, ValueType type, String text) {
        if (NOT_FINITE.containsKey(text)) {
            return new AdditionalField(name, Form.TEXT, NOT_FINITE.get(text));
        }
        long bits = type == ScalarType.FLOAT
                ? Float.floatToIntBits(Float.parseFloat(text))
                : Double.doubleToLongBits(Double.parseDouble(text));
        return ((ScalarType) type).value(name, bits);
    }

    /** Decimal, hexadecimal or octal. */
    private static String integer(String text) {
        boolean isDecimal = text.matches("-?(0|[1-9][0-9]{0,19})");
        return isDecimal ? text : Long.decode(text).toString();
    }

    /** Escapes can state bytes that are not characters. */
    private static String encodable(String text) {
        return new String(text.getBytes(UTF_8), UTF_8);
    }
}
