package io.orderpipeline.common.order;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;

/**
 * Parses and writes timestamps of the form {@code 2026-11-22T18:00:00.000Z}, which nearly all orders have. The parser
 * of java.time takes as long as the rest of the order.
 */
public final class MillisecondTimestamp {

    /** At each position, the least and the greatest byte that the form allows. */
    private static final byte[] LEAST = "0000-00-00T00:00:00.000Z".getBytes(ISO_8859_1);

    private static final byte[] GREATEST = "9999-99-99T99:99:99.999Z".getBytes(ISO_8859_1);

    /** In bytes. */
    public static final int LENGTH = LEAST.length;

    /** Length of date and time of day up to the seconds, in bytes. */
    static final int SECONDS_LENGTH = "0000-00-00T00:00:00".length();

    private static final long SECONDS_A_DAY = 86_400;
    private static final long MILLIS_A_DAY = SECONDS_A_DAY * 1_000;

    private MillisecondTimestamp() {}

    /** @return empty when the text has another form */
    static Optional<Instant> parse(String text) {
        // Other characters become question marks, which the form does not contain.
        byte[] bytes = text.getBytes(ISO_8859_1);
        return bytes.length == LENGTH && hasForm(bytes, 0)
                ? Optional.of(Instant.ofEpochMilli(epochMillis(bytes, 0)))
                : Optional.empty();
    }

    /** Whether the text at this position has the form up to the seconds. Its numbers may still be out of range. */
    static boolean hasSeconds(byte[] text, int from) {
        return hasForm(text, from, SECONDS_LENGTH);
    }

    /** Whether the text at this position has the form. Its numbers may still be out of range. */
    static boolean hasForm(byte[] text, int from) {
        return hasForm(text, from, LENGTH);
    }

    private static boolean hasForm(byte[] text, int from, int length) {
        if (from + length > text.length) {
            return false;
        }
        int outside = 0;
        for (int i = 0; i < length; i++) {
            outside |= (text[from + i] - LEAST[i]) | (GREATEST[i] - text[from + i]);
        }
        return outside >= 0;
    }

    /**
     * @param text has the form at this position
     * @throws DateTimeException when a number is out of range
     */
    static long epochMillis(byte[] text, int from) {
        return epochSeconds(text, from) * 1_000 + number(text, from + SECONDS_LENGTH + 1, 3);
    }

    /**
     * @param text has the form up to the seconds at this position, in UTC
     * @throws DateTimeException when a number is out of range
     */
    static long epochSeconds(byte[] text, int from) {
        int hour = number(text, from + 11, 2);
        int minute = number(text, from + 14, 2);
        int second = number(text, from + 17, 2);
        if (hour > 23 || minute > 59 || second > 59) {
            throw new DateTimeException("the time of day is out of range");
        }
        LocalDate date = LocalDate.of(number(text, from, 4), number(text, from + 5, 2), number(text, from + 8, 2));
        return date.toEpochDay() * SECONDS_A_DAY + hour * 3_600L + minute * 60L + second;
    }

    /**
     * Writes a timestamp.
     *
     * @throws IllegalArgumentException outside the years 0 to 9999
     * @param to has {@link #LENGTH} bytes at this position
     */
    public static void write(long epochMillis, byte[] to, int at) {
        LocalDate date = LocalDate.ofEpochDay(Math.floorDiv(epochMillis, MILLIS_A_DAY));
        int millis = (int) Math.floorMod(epochMillis, MILLIS_A_DAY);
        if (date.getYear() < 0 || date.getYear() > 9_999) {
            throw new IllegalArgumentException("year " + date.getYear() + " does not have four digits");
        }
        System.arraycopy(LEAST, 0, to, at, LENGTH);
        digits(date.getYear(), to, at, 4);
        digits(date.getMonthValue(), to, at + 5, 2);
        digits(date.getDayOfMonth(), to, at + 8, 2);
        digits(millis / 3_600_000, to, at + 11, 2);
        digits(millis / 60_000 % 60, to, at + 14, 2);
        digits(millis / 1_000 % 60, to, at + 17, 2);
        digits(millis % 1_000, to, at + 20, 3);
    }

    private static void digits(int number, byte[] to, int at, int digits) {
        int rest = number;
        for (int i = at + digits - 1; i >= at; i--) {
            to[i] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
    }

    private static int number(byte[] text, int from, int digits) {
        int number = 0;
        for (int i = from; i < from + digits; i++) {
            number = 10 * number + text[i] - '0';
        }
        return number;
    }
}
