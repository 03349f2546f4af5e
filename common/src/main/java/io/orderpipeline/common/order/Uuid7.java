package io.orderpipeline.common.order;

import java.nio.ByteBuffer;

/** Reads the time out of an order id that is a UUID of version 7 (RFC 9562), in upper or lower case. */
public final class Uuid7 {

    /** In place of a time, for any other id. */
    public static final long NONE = -1;

    private static final int LENGTH = 36;
    private static final int VERSION = 14;
    private static final int VARIANT = 19;
    private static final int TIME_DIGITS = 12;

    private Uuid7() {}

    /**
     * Milliseconds since 1970, or {@link #NONE}.
     *
     * @param id encoded; its position is not changed
     */
    public static long millis(ByteBuffer id) {
        int start = id.position();
        if (id.remaining() != LENGTH || id.get(start + VERSION) != '7' || !isRfc9562Variant(id.get(start + VARIANT))) {
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

    /** The variant of RFC 9562 begins with the bits 10. */
    private static boolean isRfc9562Variant(byte digit) {
        return (Character.digit(digit, 16) & 0b1100) == 0b1000;
    }
}
