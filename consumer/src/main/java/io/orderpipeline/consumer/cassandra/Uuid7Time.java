package io.orderpipeline.consumer.cassandra;

import java.nio.ByteBuffer;

/** The time inside an order's id, read from its bytes: this is done for every order. */
final class Uuid7Time {

    static final long NONE = -1;

    private static final int LENGTH = 36;
    private static final int VERSION = 14;
    private static final int VARIANT = 19;
    private static final int TIME_DIGITS = 12;

    private Uuid7Time() {}

    /**
     * Milliseconds since 1970 of a UUID of version 7 in its usual form, in letters of either case; {@link #NONE} for
     * any other id. Leaves the position alone.
     */
    static long millis(ByteBuffer id) {
        int start = id.position();
        if (id.remaining() != LENGTH || id.get(start + VERSION) != '7' || !isVariant(id.get(start + VARIANT))) {
            return NONE;
        }
        long millis = 0;
        int digits = 0;
        for (int i = 0; i < LENGTH; i++) {
            byte character = id.get(start + i);
            if (isDash(i)) {
                if (character != '-') {
                    return NONE;
                }
                continue;
            }
            int digit = Character.digit(character, 16);
            if (digit < 0) {
                return NONE;
            }
            if (digits++ < TIME_DIGITS) {
                millis = millis << 4 | digit;
            }
        }
        return millis;
    }

    private static boolean isDash(int index) {
        return index == 8 || index == 13 || index == 18 || index == 23;
    }

    /** Of RFC 9562, which begins with the bits 10. */
    private static boolean isVariant(byte digit) {
        return (Character.digit(digit, 16) & 0b1100) == 0b1000;
    }
}
