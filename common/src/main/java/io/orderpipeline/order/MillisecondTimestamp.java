package io.orderpipeline.order;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;

/**
 * Times of the form {@code 2026-11-22T18:00:00.000Z}, in which nearly all orders come. The general parser takes as long
 * for one as everything else about an order together, so this form has a way of its own; every other form goes there.
 */
final class MillisecondTimestamp {

    private static final String FORM = "dddd-dd-ddTdd:dd:dd.dddZ";

    private static final long SECONDS_A_DAY = 86_400;

    private MillisecondTimestamp() {}

    /** Whether the text has that form; its numbers may still be no time. */
    static boolean hasForm(String text) {
        if (text.length() != FORM.length()) {
            return false;
        }
        for (int i = 0; i < FORM.length(); i++) {
            char wanted = FORM.charAt(i);
            char is = text.charAt(i);
            if (wanted == 'd' ? is < '0' || is > '9' : is != wanted) {
                return false;
            }
        }
        return true;
    }

    /**
     * @param text that has the form
     * @throws DateTimeException when it is no time
     */
    static Instant parse(String text) {
        int hour = number(text, 11, 2);
        int minute = number(text, 14, 2);
        int second = number(text, 17, 2);
        if (hour > 23 || minute > 59 || second > 59) {
            throw new DateTimeException("no time of day");
        }
        LocalDate date = LocalDate.of(number(text, 0, 4), number(text, 5, 2), number(text, 8, 2));
        long seconds = date.toEpochDay() * SECONDS_A_DAY + hour * 3_600L + minute * 60L + second;
        return Instant.ofEpochMilli(seconds * 1_000 + number(text, 20, 3));
    }

    private static int number(String text, int from, int digits) {
        int number = 0;
        for (int i = from; i < from + digits; i++) {
            number = 10 * number + text.charAt(i) - '0';
        }
        return number;
    }
}
