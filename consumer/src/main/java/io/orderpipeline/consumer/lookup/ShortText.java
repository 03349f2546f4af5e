package io.orderpipeline.consumer.lookup;

import static java.nio.charset.StandardCharsets.UTF_8;

/** The beginning of texts of any length that others have written: reports in memory must be small. */
final class ShortText {

    /** Characters, of which each may have two units of UTF-16. */
    static final int MOST = 200;

    private static final int MOST_BYTES = 4 * (MOST + 1);

    private ShortText() {}

    static String of(String text) {
        return text.codePointCount(0, text.length()) > MOST
                ? text.substring(0, text.offsetByCodePoints(0, MOST)) + "..."
                : text;
    }

    /** @param utf8 a character of which is at most four bytes */
    static String of(byte[] utf8) {
        return of(new String(utf8, 0, Math.min(utf8.length, MOST_BYTES), UTF_8));
    }
}
