package io.orderpipeline.common.order;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.regex.Pattern;

/** Parses the current JSON value as a field of one type, or reports why it is invalid. */
final class FieldParser {

    /** Years 1 to 9999, which every client can display. */
    private static final Instant EARLIEST = Instant.parse("0001-01-01T00:00:00Z");

    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59.999Z");

    private static final Pattern NUMBER = Pattern.compile("-?\\d+(\\.\\d+)?([eE][+-]?\\d{1,3})?");
    private static final Pattern EPOCH_MILLISECONDS = Pattern.compile("-?\\d{1,15}");

    private FieldParser() {}

    static void checkNumberLength(OrderField field, JsonParser json) throws IOException, InvalidOrderException {
        if (json.currentToken().isNumeric() && json.getTextLength() > OrderLimits.NUMBER_CHARACTERS) {
            throw new InvalidOrderException(
                    InvalidReason.TOO_LARGE,
                    field.jsonName() + " is a number of more than " + OrderLimits.NUMBER_CHARACTERS + " characters");
        }
    }

    static String text(OrderField field, JsonParser json) throws IOException, InvalidOrderException {
        if (json.currentToken() != JsonToken.VALUE_STRING) {
            throw wrongType(field, json, "text");
        }
        String text = json.getText();
        if (isTooLong(text)) {
            throw invalid(
                    field,
                    InvalidReason.TEXT_TOO_LONG,
                    " has more than " + OrderLimits.TEXT_CHARACTERS + " characters");
        }
        if (hasUnpairedSurrogate(text)) {
            throw invalid(field, InvalidReason.INVALID_TEXT, " has an unpaired surrogate, which is not a character");
        }
        return text;
    }

    /** Counts code points, as JSON Schema does. */
    private static boolean isTooLong(String text) {
        return text.length() > OrderLimits.TEXT_CHARACTERS
                && text.codePointCount(0, text.length()) > OrderLimits.TEXT_CHARACTERS;
    }

    /** JSON can escape an unpaired surrogate, but neither UTF-8 nor the table can store it. */
    static boolean hasUnpairedSurrogate(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                return text.codePoints()
                        .anyMatch(point -> point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE);
            }
        }
        return false;
    }

    static String nonBlankText(OrderField field, JsonParser json) throws IOException, InvalidOrderException {
        String text = text(field, json);
        if (text.isBlank()) {
            throw invalid(field, InvalidReason.BLANK_TEXT, " is blank");
        }
        return text;
    }

    static int quantity(OrderField field, JsonParser json) throws IOException, InvalidOrderException {
        BigDecimal number = number(field, json, InvalidReason.INVALID_QUANTITY);
        if (number.signum() <= 0 || number.compareTo(BigDecimal.valueOf(Integer.MAX_VALUE)) > 0) {
            throw invalid(field, InvalidReason.INVALID_QUANTITY, " is not between 1 and " + Integer.MAX_VALUE);
        }
        try {
            return number.intValueExact();
        } catch (ArithmeticException e) {
            throw invalid(field, InvalidReason.INVALID_QUANTITY, " is not a whole number");
        }
    }

    static BigDecimal amount(OrderField field, JsonParser json) throws IOException, InvalidOrderException {
        BigDecimal amount = number(field, json, InvalidReason.INVALID_AMOUNT);
        if (amount.signum() < 0) {
            throw invalid(field, InvalidReason.INVALID_AMOUNT, " is negative");
        }
        return amount;
    }

    static Instant timestamp(OrderField field, JsonParser json) throws IOException, InvalidOrderException {
        if (json.currentToken() != JsonToken.VALUE_STRING && json.currentToken() != JsonToken.VALUE_NUMBER_INT) {
            throw wrongType(field, json, "an ISO-8601 time or epoch milliseconds");
        }
        return time(json.getText())
                .orElseThrow(() -> invalid(
                        field,
                        InvalidReason.INVALID_TIMESTAMP,
                        " is neither ISO-8601 with an offset nor epoch milliseconds of years 1 to 9999"));
    }

    /** ISO-8601 with an offset, or epoch milliseconds. */
    static Optional<Instant> time(String text) {
        try {
            Instant instant = instant(text);
            return isBounded(instant) ? Optional.of(instant.truncatedTo(ChronoUnit.MILLIS)) : Optional.empty();
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    static boolean isBounded(Instant instant) {
        return !instant.isBefore(EARLIEST) && !instant.isAfter(LATEST);
    }

    static boolean isBounded(long epochMillis) {
        return epochMillis >= EARLIEST.toEpochMilli() && epochMillis <= LATEST.toEpochMilli();
    }

    private static Instant instant(String text) {
        Optional<Instant> usual = MillisecondTimestamp.parse(text);
        if (usual.isPresent()) {
            return usual.get();
        }
        return EPOCH_MILLISECONDS.matcher(text).matches()
                ? Instant.ofEpochMilli(Long.parseLong(text))
                : DateTimeFormatter.ISO_OFFSET_DATE_TIME.parse(text, Instant::from);
    }

    private static BigDecimal number(OrderField field, JsonParser json, InvalidReason outOfBounds)
            throws IOException, InvalidOrderException {
        boolean isText = json.currentToken() == JsonToken.VALUE_STRING;
        if (!isText && !json.currentToken().isNumeric()) {
            throw wrongType(field, json, "a number");
        }
        String text = json.getText();
        if (isText && !isNumber(text)) {
            throw invalid(field, InvalidReason.WRONG_TYPE, " is text that is not a number");
        }
        return number(text).orElseThrow(() -> outOfBounds(field, outOfBounds));
    }

    /** Whether the text is a JSON number; BigDecimal accepts more. */
    static boolean isNumber(String text) {
        return NUMBER.matcher(text).matches();
    }

    /**
     * Empty for a number outside the limits of an amount.
     *
     * @param text a JSON number
     */
    static Optional<BigDecimal> number(String text) {
        if (text.length() > OrderLimits.NUMBER_CHARACTERS) {
            return Optional.empty();
        }
        try {
            return bounded(new BigDecimal(text));
        } catch (NumberFormatException e) {
            // The exponent does not fit into an int.
            return Optional.empty();
        }
    }

    private static Optional<BigDecimal> bounded(BigDecimal number) {
        boolean isBounded = number.precision() <= OrderLimits.AMOUNT_DIGITS
                && number.scale() <= OrderLimits.AMOUNT_SCALE
                && number.scale() >= -OrderLimits.AMOUNT_DIGITS;
        return isBounded ? Optional.of(number) : Optional.empty();
    }

    private static InvalidOrderException outOfBounds(OrderField field, InvalidReason reason) {
        return invalid(
                field,
                reason,
                " has more than " + OrderLimits.AMOUNT_DIGITS + " digits or more than " + OrderLimits.AMOUNT_SCALE
                        + " after the point");
    }

    private static InvalidOrderException wrongType(OrderField field, JsonParser json, String expected) {
        if (json.currentToken() == JsonToken.VALUE_NULL) {
            return invalid(field, InvalidReason.MISSING_FIELD, " is null");
        }
        return invalid(field, InvalidReason.WRONG_TYPE, " is not " + expected);
    }

    private static InvalidOrderException invalid(OrderField field, InvalidReason reason, String detail) {
        return new InvalidOrderException(reason, field.jsonName() + detail);
    }
}
