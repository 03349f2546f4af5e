package io.orderpipeline.consumer.lookup.id;

import static java.nio.charset.StandardCharsets.UTF_8;

/** Decodes the escape sequences of JSON in bytes that need not be JSON: what is no sequence stays as it is. */
final class JsonText {

    private static final String NAMES = "\"\\/bfnrt";
    private static final String CHARACTERS = "\"\\/\b\f\n\r\t";
    private static final int HEX_DIGITS = 4;

    private JsonText() {}

    static boolean mayHaveEscapes(byte[] value) {
        for (byte character : value) {
            if (character == '\\') {
                return true;
            }
        }
        return false;
    }

    static byte[] unescape(byte[] value) {
        String text = new String(value, UTF_8);
        StringBuilder unescaped = new StringBuilder(text.length());
        int i = 0;
        while (i < text.length()) {
            int name = text.charAt(i) == '\\' && i + 1 < text.length() ? text.charAt(i + 1) : ' ';
            int unit = name == 'u' ? codeUnit(text, i + 2) : -1;
            if (unit >= 0) {
                unescaped.append((char) unit);
                i += 2 + HEX_DIGITS;
            } else if (NAMES.indexOf(name) >= 0) {
                unescaped.append(CHARACTERS.charAt(NAMES.indexOf(name)));
                i += 2;
            } else {
                unescaped.append(text.charAt(i));
                i++;
            }
        }
        return unescaped.toString().getBytes(UTF_8);
    }

    /** -1 when there are no hexadecimal digits. */
    private static int codeUnit(String text, int at) {
        if (at + HEX_DIGITS > text.length()) {
            return -1;
        }
        int unit = 0;
        for (int i = at; i < at + HEX_DIGITS; i++) {
            int digit = Character.digit(text.charAt(i), 16);
            if (digit < 0) {
                return -1;
            }
            unit = unit << 4 | digit;
        }
        return unit;
    }
}
