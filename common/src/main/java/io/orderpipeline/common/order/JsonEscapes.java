package io.orderpipeline.common.order;

import java.nio.ByteBuffer;

/** Decodes the escape sequences in strings of JSON (RFC 8259, section 7). */
final class JsonEscapes {

    /** By the ASCII character after the backslash, the character that is meant, or 0. */
    private static final byte[] SHORT_SEQUENCES = shortSequences();

    /** Bytes of a backslash and a character. */
    private static final int SHORT = 2;

    /** Bytes of a backslash, the letter u, and four hexadecimal digits. */
    private static final int LONG = 6;

    private JsonEscapes() {}

    private static byte[] shortSequences() {
        byte[] characters = new byte[1 << 7];
        String names = "\"\\/bfnrt";
        for (int i = 0; i < names.length(); i++) {
            characters[names.charAt(i)] = (byte) "\"\\/\b\f\n\r\t".charAt(i);
        }
        return characters;
    }

    /**
     * The number of bytes of the sequence that begins with a backslash at the position, both sequences of a surrogate
     * pair included; 0 when it is not a character.
     */
    static int length(byte[] json, int at) {
        if (at + 1 < json.length && json[at + 1] != 'u') {
            return json[at + 1] < 0 || SHORT_SEQUENCES[json[at + 1]] == 0 ? 0 : SHORT;
        }
        int unit = codeUnit(json, at);
        if (unit < Character.MIN_SURROGATE || unit > Character.MAX_SURROGATE) {
            return unit < 0 ? 0 : LONG;
        }
        int next = codeUnit(json, at + LONG);
        boolean isPair = unit <= Character.MAX_HIGH_SURROGATE
                && next >= Character.MIN_LOW_SURROGATE
                && next <= Character.MAX_LOW_SURROGATE;
        return isPair ? 2 * LONG : 0;
    }

    /** Copies valid text, with characters in UTF-8 in place of their escape sequences, which are never shorter. */
    static ByteBuffer decode(byte[] json, int from, int to) {
        byte[] text = new byte[to - from];
        int length = 0;
        int i = from;
        while (i < to) {
            if (json[i] == '\\') {
                int sequence = length(json, i);
                length = Utf8.encode(codePoint(json, i, sequence), text, length);
                i += sequence;
            } else {
                text[length++] = json[i++];
            }
        }
        return ByteBuffer.wrap(text, 0, length);
    }

    private static int codePoint(byte[] json, int at, int length) {
        return switch (length) {
            case SHORT -> SHORT_SEQUENCES[json[at + 1]];
            case LONG -> codeUnit(json, at);
            default -> Character.toCodePoint((char) codeUnit(json, at), (char) codeUnit(json, at + LONG));
        };
    }

    /** The UTF-16 code unit of a sequence with hexadecimal digits; -1 when there is none at the position. */
    private static int codeUnit(byte[] json, int at) {
        if (at + LONG > json.length || json[at] != '\\' || json[at + 1] != 'u') {
            return -1;
        }
        int unit = 0;
        for (int i = at + 2; i < at + LONG; i++) {
            int digit = Character.digit(json[i] & 0xFF, 16);
            if (digit < 0) {
                return -1;
            }
            unit = (unit << 4) | digit;
        }
        return unit;
    }
}
