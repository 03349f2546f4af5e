package io.orderpipeline.common.order.protobuf;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.orderpipeline.common.order.AdditionalField;
import io.orderpipeline.common.order.AdditionalField.Form;
import io.orderpipeline.common.order.BinaryCursor;
import io.orderpipeline.common.order.Utf8;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.Instant;

/**
 * A message of a well-known type: a time, a decimal number, an amount of money, or a wrapper of a scalar. One that
 * occurs twice is merged, as Protobuf requires. For one field of one value; one thread.
 */
final class WellKnownValue {

    static final int NANO_DIGITS = 9;
    static final int NANOS = 1_000_000_000;

    private static final int MOST_NUMBER = 3;

    /** Of a decimal. A longer one is no number that can be stored, and to convert it takes quadratic time. */
    private static final int MOST_DECIMAL_BYTES = 1_024;

    private final MessageType type;
    private final byte[] bytes;

    /** By field number. */
    private final long[] numbers = new long[MOST_NUMBER + 1];

    /** Of the only field of text or bytes that matters. */
    private int start;

    private int end;

    /** @param bytes of the messages that {@link #merge} reads */
    WellKnownValue(MessageType type, byte[] bytes) {
        this.type = type;
        this.bytes = bytes;
    }

    /** Reads a message with its length into the value. */
    void merge(BinaryCursor cursor) {
        int former = cursor.limit(WireFormat.length(cursor));
        while (!cursor.isAtEnd()) {
            readField(cursor);
        }
        cursor.restoreLimit(former);
    }

    private void readField(BinaryCursor cursor) {
        int tag = WireFormat.tag(cursor);
        int wireType = WireFormat.wireType(tag);
        SchemaField field = type.field(WireFormat.number(tag));
        if (field == null) {
            WireFormat.skip(cursor, tag);
        } else if (wireType != field.type().wireType()) {
            cursor.fail();
        } else if (wireType == WireFormat.LENGTH_DELIMITED) {
            readText(cursor, field.type());
        } else {
            numbers[field.number()] = ((ScalarType) field.type()).read(cursor);
        }
    }

    private void readText(BinaryCursor cursor, ValueType text) {
        int length = WireFormat.length(cursor);
        start = cursor.position();
        end = start + length;
        cursor.skip(length);
        if (text == ScalarType.STRING && !Utf8.isText(bytes, start, end)) {
            cursor.fail();
        }
    }

    /** The type that a wrapper wraps. */
    ScalarType wrapped() {
        return (ScalarType) type.field(1).type();
    }

    long number(int field) {
        return numbers[field];
    }

    int start() {
        return start;
    }

    int end() {
        return end;
    }

    /** The bytes as a number in two's complement and big-endian, of at most eight bytes. */
    long unscaled() {
        long unscaled = start == end ? 0 : bytes[start];
        for (int i = start + 1; i < end; i++) {
            unscaled = (unscaled << Byte.SIZE) | (bytes[i] & 0xFF);
        }
        return unscaled;
    }

    /** The value as an additional field of this name. */
    AdditionalField value(String name) {
        return switch (type.form()) {
            case TIMESTAMP -> new AdditionalField(name, Form.TEXT, time());
            case DECIMAL_TEXT -> new AdditionalField(name, Form.TEXT, decimalText());
            case MONEY -> new AdditionalField(name, Form.NUMBER, money().toString());
            case UNSCALED_DECIMAL -> unscaledDecimal(name);
            case WRAPPER -> scalar(name);
            case OBJECT, MAP_ENTRY -> throw new IllegalStateException("not a well-known type");
        };
    }

    private AdditionalField scalar(String name) {
        return switch (wrapped()) {
            case STRING -> new AdditionalField(name, Form.TEXT, text());
            case BYTES -> new AdditionalField(name, Form.OBJECT_OR_ARRAY, null);
            default -> wrapped().value(name, numbers[1]);
        };
    }

    /** ISO-8601, or a text that is no time if it has none. */
    private String time() {
        boolean isInSecond = numbers[2] >= 0 && numbers[2] < NANOS;
        try {
            return isInSecond ? Instant.ofEpochSecond(numbers[1], numbers[2]).toString() : "invalid nanoseconds";
        } catch (DateTimeException e) {
            return "out of range";
        }
    }

    /** An empty text is 0 by the definition of google.type.Decimal. */
    private String decimalText() {
        return start == end ? "0" : text();
    }

    private String text() {
        return new String(bytes, start, end - start, UTF_8);
    }

    /** Units and nanos, without trailing zeros after the point. */
    private BigDecimal money() {
        BigDecimal sum = BigDecimal.valueOf(numbers[2]).add(BigDecimal.valueOf(numbers[3], NANO_DIGITS));
        BigDecimal stripped = sum.stripTrailingZeros();
        return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
    }

    private AdditionalField unscaledDecimal(String name) {
        if (end - start > MOST_DECIMAL_BYTES) {
            return FieldValue.objectOrArray(name);
        }
        BigInteger unscaled = start == end ? BigInteger.ZERO : new BigInteger(bytes, start, end - start);
        return new AdditionalField(name, Form.NUMBER, new BigDecimal(unscaled, (int) numbers[3]).toString());
    }
}
