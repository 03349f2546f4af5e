package io.orderpipeline.common.order;

import java.time.DateTimeException;
import java.time.Instant;

/**
 * Reads times as epoch milliseconds: from numbers and strings of epoch milliseconds, and from ISO-8601 with seconds, a
 * fraction of any precision, and an offset in hours and minutes. One thread.
 */
final class TimestampReader {

    private static final int EPOCH_DIGITS = 15;
    private static final int NANO_DIGITS = 9;

    /** The greatest offset is 18:00, which is unusual. */
    private static final int MOST_OFFSET_HOURS = 17;

    private final JsonCursor json;
    private final NumberReader numbers;

    TimestampReader(JsonCursor json, NumberReader numbers) {
        this.json = json;
        this.numbers = numbers;
    }

    long epochMillis() {
        Instant time = time();
        if (!FieldParser.isBounded(time)) {
            json.fail();
        }
        return time.toEpochMilli();
    }

    private Instant time() {
        boolean isText = json.acceptNext('"');
        boolean isIso = isText && MillisecondTimestamp.hasSeconds(json.bytes(), json.position());
        Instant time = isIso ? isoTime() : Instant.ofEpochMilli(epochNumber());
        if (isText) {
            json.expectNext('"');
        }
        return time;
    }

    private long epochNumber() {
        boolean isNegative = json.acceptNext('-');
        long number = numbers.wholeNumber(EPOCH_DIGITS);
        return isNegative ? -number : number;
    }

    private Instant isoTime() {
        byte[] text = json.bytes();
        int start = json.position();
        try {
            if (MillisecondTimestamp.hasForm(text, start)) {
                json.advance(MillisecondTimestamp.LENGTH);
                return Instant.ofEpochMilli(MillisecondTimestamp.epochMillis(text, start));
            }
            long seconds = MillisecondTimestamp.epochSeconds(text, start);
            json.advance(MillisecondTimestamp.SECONDS_LENGTH);
            long nanos = json.acceptNext('.') ? nanos() : 0;
            return Instant.ofEpochSecond(seconds - offsetSeconds(), nanos);
        } catch (DateTimeException e) {
            // The date is not in the calendar, or the time of day is out of range.
            json.fail();
            return Instant.EPOCH;
        }
    }

    private long nanos() {
        int start = json.position();
        long nanos = json.digits(NANO_DIGITS);
        int digits = json.position() - start;
        if (digits == 0) {
            json.fail();
        }
        for (; digits < NANO_DIGITS; digits++) {
            nanos *= 10;
        }
        return nanos;
    }

    private int offsetSeconds() {
        if (json.acceptNext('Z')) {
            return 0;
        }
        boolean isNegative = json.acceptNext('-');
        if (!isNegative) {
            json.expectNext('+');
        }
        int hours = twoDigits();
        json.expectNext(':');
        int minutes = twoDigits();
        if (hours > MOST_OFFSET_HOURS || minutes > 59) {
            json.fail();
        }
        int seconds = hours * 3_600 + minutes * 60;
        return isNegative ? -seconds : seconds;
    }

    private int twoDigits() {
        int start = json.position();
        int number = (int) json.digits(2);
        if (json.position() - start != 2) {
            json.fail();
        }
        return number;
    }
}
