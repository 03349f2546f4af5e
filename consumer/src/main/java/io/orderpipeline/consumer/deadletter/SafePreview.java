package io.orderpipeline.consumer.deadletter;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.orderpipeline.common.cli.TextTable;
import java.util.Arrays;

/** Formats untrusted bytes and text as short text that is safe for a terminal. */
public final class SafePreview {

    /** Of a value, in bytes. */
    private static final int LENGTH = 60;

    static final String MORE = "...";

    private static final int MOST_BYTES_A_CHARACTER = 4;

    private SafePreview() {}

    /** The beginning of a record's value. */
    static String of(byte[] value) {
        if (value == null) {
            return "(null)";
        }
        if (value.length == 0) {
            return "(empty)";
        }
        String start = new String(Arrays.copyOf(value, Math.min(value.length, LENGTH)), UTF_8);
        return printable(start) + (value.length > LENGTH ? MORE : "");
    }

    /** Cut to this number of characters, of which each may have two units of UTF-16. */
    public static String shortened(String text, int length) {
        boolean isLong = text.codePointCount(0, text.length()) > length;
        return isLong ? printable(text.substring(0, text.offsetByCodePoints(0, length))) + MORE : printable(text);
    }

    /** @param utf8 of any length; only its beginning is decoded */
    public static String shortened(byte[] utf8, int length) {
        int enough = MOST_BYTES_A_CHARACTER * (length + 1);
        return shortened(new String(utf8, 0, Math.min(utf8.length, enough), UTF_8), length);
    }

    static String printable(String text) {
        return TextTable.printable(text);
    }
}
