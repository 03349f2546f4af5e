package io.orderpipeline.common.order.protobuf;

import io.orderpipeline.common.order.BinaryCursor;
import io.orderpipeline.common.order.OrderLimits;

/**
 * The encoding of messages as a sequence of fields, each with a tag of its number and its wire type
 * (https://protobuf.dev/programming-guides/encoding/).
 */
final class WireFormat {

    static final int VARINT = 0;
    static final int FIXED64 = 1;
    static final int LENGTH_DELIMITED = 2;
    static final int GROUP_START = 3;
    static final int GROUP_END = 4;
    static final int FIXED32 = 5;

    /** Of a group in a varint. */
    static final int VARINT_BITS = 7;

    private static final int WIRE_TYPE_BITS = 3;
    private static final int MOST_NUMBER = (1 << 29) - 1;

    private WireFormat() {}

    static int tag(int number, int wireType) {
        return (number << WIRE_TYPE_BITS) | wireType;
    }

    /** Reads a tag. Fails at a field number that is not allowed. */
    static int tag(BinaryCursor cursor) {
        long tag = cursor.varint();
        long number = tag >>> WIRE_TYPE_BITS;
        if (!isNumber(number)) {
            cursor.fail();
        }
        return (int) tag;
    }

    static boolean isNumber(long number) {
        return number >= 1 && number <= MOST_NUMBER;
    }

    static int number(int tag) {
        return tag >>> WIRE_TYPE_BITS;
    }

    static int wireType(int tag) {
        return tag & ((1 << WIRE_TYPE_BITS) - 1);
    }

    /** Reads the length of what follows. Fails at a length of more than what remains. */
    static int length(BinaryCursor cursor) {
        long length = cursor.varint();
        if (length < 0 || length > cursor.remaining()) {
            cursor.fail();
            return 0;
        }
        return (int) length;
    }

    /** Moves past the value of a field with this tag. Fails at a wire type that is not allowed. */
    static void skip(BinaryCursor cursor, int tag) {
        skip(cursor, tag, 1);
    }

    private static void skip(BinaryCursor cursor, int tag, int depth) {
        switch (wireType(tag)) {
            case VARINT -> cursor.varint();
            case FIXED64 -> cursor.skip(Long.BYTES);
            case LENGTH_DELIMITED -> cursor.skip(length(cursor));
            case GROUP_START -> skipGroup(cursor, number(tag), depth + 1);
            case FIXED32 -> cursor.skip(Integer.BYTES);
            default -> cursor.fail();
        }
    }

    private static void skipGroup(BinaryCursor cursor, int number, int depth) {
        int tag = tag(cursor);
        while (cursor.isValid() && depth <= OrderLimits.NESTING && wireType(tag) != GROUP_END) {
            skip(cursor, tag, depth);
            tag = tag(cursor);
        }
        if (wireType(tag) != GROUP_END || number(tag) != number) {
            cursor.fail();
        }
    }
}
