package io.orderpipeline.common.order.protobuf;

import io.orderpipeline.common.order.AdditionalField;
import io.orderpipeline.common.order.AdditionalField.Form;
import io.orderpipeline.common.order.BinaryCursor;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The scalar types, by their names in a schema. */
enum ScalarType implements ValueType {
    DOUBLE(WireFormat.FIXED64),
    FLOAT(WireFormat.FIXED32),
    INT32(WireFormat.VARINT),
    INT64(WireFormat.VARINT),
    UINT32(WireFormat.VARINT),
    UINT64(WireFormat.VARINT),
    SINT32(WireFormat.VARINT),
    SINT64(WireFormat.VARINT),
    FIXED32(WireFormat.FIXED32),
    FIXED64(WireFormat.FIXED64),
    SFIXED32(WireFormat.FIXED32),
    SFIXED64(WireFormat.FIXED64),
    BOOL(WireFormat.VARINT),
    STRING(WireFormat.LENGTH_DELIMITED),
    BYTES(WireFormat.LENGTH_DELIMITED);

    private static final Map<String, ScalarType> BY_NAME = Arrays.stream(values())
            .collect(Collectors.toUnmodifiableMap(type -> type.name().toLowerCase(Locale.ROOT), Function.identity()));

    private final int wireType;

    ScalarType(int wireType) {
        this.wireType = wireType;
    }

    static Optional<ScalarType> named(String name) {
        return Optional.ofNullable(BY_NAME.get(name));
    }

    @Override
    public int wireType() {
        return wireType;
    }

    boolean isUnsigned64() {
        return this == UINT64 || this == FIXED64;
    }

    boolean isInteger() {
        return wireType != WireFormat.LENGTH_DELIMITED && this != DOUBLE && this != FLOAT && this != BOOL;
    }

    /** Reads a number: the value of an integer, the bits of a double or float, 0 or 1 of a boolean. */
    long read(BinaryCursor cursor) {
        return switch (this) {
            case INT64, UINT64 -> cursor.varint();
            case INT32 -> (int) cursor.varint();
            case UINT32 -> cursor.varint() & 0xFFFF_FFFFL;
            case SINT64 -> cursor.zigzag();
            case SINT32 -> zigzag((int) cursor.varint());
            case BOOL -> cursor.varint() == 0 ? 0 : 1;
            case FIXED32 -> cursor.littleEndianInt() & 0xFFFF_FFFFL;
            case SFIXED32, FLOAT -> cursor.littleEndianInt();
            case FIXED64, SFIXED64, DOUBLE -> cursor.littleEndianLong();
            case STRING, BYTES -> throw new IllegalStateException("not a number");
        };
    }

    private static int zigzag(int value) {
        return (value >>> 1) ^ -(value & 1);
    }

    /** @param number as {@link #read} returns it; integers are exact, and numbers that JSON does not have are text */
    AdditionalField value(String name, long number) {
        return switch (this) {
            case DOUBLE ->
                floating(name, Double.longBitsToDouble(number), Double.toString(Double.longBitsToDouble(number)));
            case FLOAT ->
                floating(name, Float.intBitsToFloat((int) number), Float.toString(Float.intBitsToFloat((int) number)));
            case BOOL -> new AdditionalField(name, Form.BOOLEAN, number == 0 ? "false" : "true");
            case UINT64, FIXED64 -> new AdditionalField(name, Form.NUMBER, Long.toUnsignedString(number));
            default -> new AdditionalField(name, Form.NUMBER, Long.toString(number));
        };
    }

    private static AdditionalField floating(String name, double value, String text) {
        return new AdditionalField(name, Double.isFinite(value) ? Form.NUMBER : Form.TEXT, text);
    }
}
