package io.orderpipeline.common.order;

/**
 * Strict UTF-8 (RFC 3629). JSON parsers are more lenient: they also accept UTF-16 and UTF-32, a byte order mark and
 * overlong forms, and then two programs read different text from the same bytes.
 */
public final class Utf8 {

    private static final int CONTINUATION_BITS = 6;

    private Utf8() {}

    /** Whether the bytes are UTF-8 without NUL and byte order mark, as JSON requires. One comparison for ASCII. */
    static boolean isJsonText(byte[] bytes) {
        if (hasByteOrderMark(bytes)) {
            return false;
        }
        int position = 0;
        while (position < bytes.length) {
            if (bytes[position] > 0) {
                position++;
            } else {
                int length = multibyteLength(bytes, position);
                if (length == 0) {
                    return false;
                }
                position += length;
            }
        }
        return true;
    }

    /** Whether these bytes are characters in UTF-8. */
    public static boolean isText(byte[] bytes, int start, int end) {
        int position = start;
        while (position < end) {
            int length = bytes[position] >= 0 ? 1 : multibyteLength(bytes, position);
            if (length == 0) {
                return false;
            }
            position += length;
        }
        return position == end;
    }

    static boolean hasByteOrderMark(byte[] bytes) {
        return bytes.length >= 3 && bytes[0] == (byte) 0xEF && bytes[1] == (byte) 0xBB && bytes[2] == (byte) 0xBF;
    }

    /** The number of bytes of the character outside ASCII at the position; 0 when it is not valid. */
    static int multibyteLength(byte[] bytes, int position) {
        int first = bytes[position] & 0xFF;
        if (first >= 0xC0 && first <= 0xDF) {
            return isCharacter(bytes, position, first & 0x1F, 2, 0x80) ? 2 : 0;
        }
        if (first >= 0xE0 && first <= 0xEF) {
            return isCharacter(bytes, position, first & 0x0F, 3, 0x800) ? 3 : 0;
        }
        if (first >= 0xF0 && first <= 0xF7) {
            return isCharacter(bytes, position, first & 0x07, 4, Character.MIN_SUPPLEMENTARY_CODE_POINT) ? 4 : 0;
        }
        return 0;
    }

    /** @param lowest a lower code point has a shorter form, so this one is overlong */
    private static boolean isCharacter(byte[] bytes, int position, int firstBits, int length, int lowest) {
        if (position + length > bytes.length) {
            return false;
        }
        int codePoint = firstBits;
        for (int i = position + 1; i < position + length; i++) {
            if ((bytes[i] & 0xC0) != 0x80) {
                return false;
            }
            codePoint = (codePoint << CONTINUATION_BITS) | (bytes[i] & 0x3F);
        }
        boolean isSurrogate = codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
        return codePoint >= lowest && codePoint <= Character.MAX_CODE_POINT && !isSurrogate;
    }

    /** Writes the bytes of a code point that is not a surrogate. Returns the position after them. */
    static int encode(int codePoint, byte[] to, int at) {
        if (codePoint < 0x80) {
            to[at] = (byte) codePoint;
            return at + 1;
        }
        int length = codePoint < 0x800 ? 2 : codePoint < Character.MIN_SUPPLEMENTARY_CODE_POINT ? 3 : 4;
        int rest = codePoint;
        for (int i = at + length - 1; i > at; i--) {
            to[i] = (byte) (0x80 | (rest & 0x3F));
            rest >>= CONTINUATION_BITS;
        }
        to[at] = (byte) ((0xF00 >> length) | rest);
        return at + length;
    }
}
