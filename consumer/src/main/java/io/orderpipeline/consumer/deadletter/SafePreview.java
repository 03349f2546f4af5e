package io.orderpipeline.consumer.deadletter;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.orderpipeline.common.cli.TextTable;
import java.util.Arrays;

/** Formats untrusted bytes and text as short text that is safe for a terminal. */
final class SafePreview {

    /** Of a value, in bytes. */
    private static final int LENGTH = 60;

    static final String MORE = "...";

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

    /** Cut to this number of characters. */
    static String shortened(String text, int length) {
        String printable = printable(text.length() > length ? text.substring(0, length) : text);
        return text.length() > length ? printable + MORE : printable;
    }

    static String printable(String text) {
        return TextTable.printable(text);
    }
}
