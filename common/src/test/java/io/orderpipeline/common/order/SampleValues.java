package io.orderpipeline.common.order;

import static io.orderpipeline.common.order.BeyondSchema.BOUNDS_OF_A_QUANTITY_SENT_AS_TEXT;
import static io.orderpipeline.common.order.BeyondSchema.DAYS_OF_THE_CALENDAR;
import static io.orderpipeline.common.order.BeyondSchema.DIGITS_OF_AN_AMOUNT_AS_WRITTEN;
import static io.orderpipeline.common.order.BeyondSchema.NO_HALF_OF_A_SURROGATE_PAIR;
import static io.orderpipeline.common.order.BeyondSchema.TIME_WRITTEN_WITH_POINT_OR_EXPONENT;
import static io.orderpipeline.common.order.BeyondSchema.YEARS_OF_A_TIME_SENT_AS_TEXT;

import java.util.List;
import java.util.stream.Stream;

/** Values for each field, good and bad, with the edges of every rule. Whether they are good is not said here. */
final class SampleValues {

    /**
     * A value as it stands in a document.
     *
     * @param beyond the rule it breaks that a schema cannot state, or null
     */
    record Sample(String json, BeyondSchema beyond) {}

    private static final List<String> OF_OTHER_TYPES =
            List.of("null", "true", "false", "{}", "[]", "[1]", "{\"a\":1}", "[\"x\"]");

    private static final List<String> TEXTS = List.of(
            text(""),
            text(" "),
            text("\\t\\n\\u000b\\f\\r"),
            text("\\u001c\\u001d\\u001e\\u001f "),
            text("\\u001b"),
            text("\\u0000"),
            text("\\u0085"),
            text("\\u00a0"),
            text("\\u1680"),
            text("\\u2000\\u2006\\u2008\\u200a\\u2028\\u2029"),
            text("\\u2007"),
            text("\\u200b"),
            text("\\u202f"),
            text("\\u205f\\u3000"),
            text("\\ufeff"),
            text(" a "),
            text("\\\"quoted\\\" \\u001b[2J"),
            text("Zoë 🛋"),
            text("🛋".repeat(999)),
            text("🛋".repeat(1_000)),
            text("🛋".repeat(1_001)),
            text("x".repeat(1_000)),
            text("x".repeat(1_001)),
            text(" ".repeat(1_001)),
            "17",
            "1.5");

    private static final List<String> NUMBERS = List.of(
            "0",
            "-0",
            "0.0",
            "-0.00",
            "0e5",
            "1",
            "1.0",
            "1e0",
            "2",
            "10e-1",
            "1e2",
            "100e-2",
            "-1",
            "-0.01",
            "2147483647");

    /** Amounts, and no quantities. */
    private static final List<String> FRACTIONS_AND_LARGE_NUMBERS = List.of(
            "2.5", "5.20", "0.01", "1e-18", "5e-1", "12345678901234567.89", "2147483648", "2147483647.5", "1e10");

    private static final List<String> ONLY_IN_TEXT = List.of(
            "", " 1", "1 ", "1\\n", "+1", ".5", "1.", "007", "1_000", "1,5", "0x10", "1e", "1e1234", "NaN", "one", "٣",
            "$1", "--1", "1e+1", "1E1", "-00.5", "-1e0");

    private static final List<String> TIMES = List.of(
            "2026-01-02T03:04:05.678Z",
            "2026-01-02T03:04:05.Z",
            "2026-01-02T03:04:05.123456789Z",
            "2026-01-02T03:04:05.1234567891Z",
            "2026-01-02T03:04Z",
            "2026-01-02T03Z",
            "2026-01-02t03:04:05z",
            "2026-01-02 03:04:05Z",
            "2026-01-02T03:04:05",
            "2026-01-02",
            "2026-01-02T03:04:05+02:00",
            "2026-01-02T03:04:05-02",
            "2026-01-02T03:04:05+0200",
            "2026-01-02T03:04:05+2:00",
            "2026-01-02T03:04:05+02:00:30",
            "2026-01-02T03:04:05+02:60",
            "2026-01-02T03:04:05+18:00",
            "2026-01-02T03:04:05-18",
            "2026-01-02T03:04:05+18:01",
            "2026-01-02T03:04:05+19:00",
            "2026-01-02T24:00:00Z",
            "2026-01-02T23:59:60Z",
            "2026-01-02T23:60:00Z",
            "2026-13-02T03:04:05Z",
            "2026-00-02T03:04:05Z",
            "2026-01-00T03:04:05Z",
            "2026-01-32T03:04:05Z",
            "2026-1-2T03:04:05Z",
            "2024-02-29T00:00:00Z",
            "+2026-01-02T03:04:05Z",
            "+12026-01-02T03:04:05Z",
            "-0001-01-02T03:04:05Z",
            "26-01-02T03:04:05Z",
            "2026-01-02T03:04:05Z\\n",
            "2026-W01-1T03:04:05Z",
            "0001-01-01T00:00:00Z",
            "0000-12-31T23:30:00-01:00",
            "9999-12-31T23:59:59.999Z",
            "1969-12-31T23:59:59.999Z",
            "-62135596800000",
            "253402300799999",
            "0",
            "-1",
            "00",
            "1234567890123456",
            "yesterday",
            "");

    private SampleValues() {}

    static List<Sample> of(OrderField field) {
        return switch (field) {
            case ORDER_ID, CUSTOMER_NAME, PRODUCT, CATEGORY -> texts();
            case QUANTITY -> quantities();
            case PRICE, TOTAL_AMOUNT -> amounts();
            case TIMESTAMP -> times();
        };
    }

    private static List<Sample> texts() {
        return with(
                Stream.concat(TEXTS.stream(), OF_OTHER_TYPES.stream()),
                new Sample(text("\\ud800"), NO_HALF_OF_A_SURROGATE_PAIR),
                new Sample(text("a\\udc00b"), NO_HALF_OF_A_SURROGATE_PAIR));
    }

    private static List<Sample> quantities() {
        Stream<Sample> notWholeOrTooLarge = Stream.concat(FRACTIONS_AND_LARGE_NUMBERS.stream(), Stream.of("1e999"))
                .map(number -> new Sample(text(number), BOUNDS_OF_A_QUANTITY_SENT_AS_TEXT));
        return Stream.of(
                        numbers(),
                        plain(FRACTIONS_AND_LARGE_NUMBERS.stream()),
                        notWholeOrTooLarge,
                        Stream.of(new Sample("1." + "0".repeat(19), DIGITS_OF_AN_AMOUNT_AS_WRITTEN)))
                .flatMap(samples -> samples)
                .toList();
    }

    private static List<Sample> amounts() {
        Stream<Sample> edges = plain(Stream.of("1." + "0".repeat(18), "9".repeat(50), text("9".repeat(101))));
        Stream<Sample> beyond = Stream.of("1." + "0".repeat(19), "1e-19", "9".repeat(51), "1e51", "1e999")
                .flatMap(number -> Stream.of(number, text(number)))
                .map(number -> new Sample(number, DIGITS_OF_AN_AMOUNT_AS_WRITTEN));
        return Stream.of(
                        numbers(),
                        plain(FRACTIONS_AND_LARGE_NUMBERS.stream()),
                        plain(FRACTIONS_AND_LARGE_NUMBERS.stream().map(SampleValues::text)),
                        edges,
                        beyond)
                .flatMap(samples -> samples)
                .toList();
    }

    private static List<Sample> times() {
        return with(
                Stream.of(TIMES.stream().map(SampleValues::text), OF_OTHER_TYPES.stream(), Stream.of("0", "-1", "1.5"))
                        .flatMap(samples -> samples),
                new Sample("253402300799999", null),
                new Sample("253402300800000", null),
                new Sample("-62135596800001", null),
                new Sample("1000.0", TIME_WRITTEN_WITH_POINT_OR_EXPONENT),
                new Sample("1e3", TIME_WRITTEN_WITH_POINT_OR_EXPONENT),
                new Sample(text("2026-02-29T00:00:00Z"), DAYS_OF_THE_CALENDAR),
                new Sample(text("2026-04-31T00:00:00Z"), DAYS_OF_THE_CALENDAR),
                new Sample(text("253402300800000"), YEARS_OF_A_TIME_SENT_AS_TEXT),
                new Sample(text("-62135596800001"), YEARS_OF_A_TIME_SENT_AS_TEXT),
                new Sample(text("0000-06-01T00:00:00Z"), YEARS_OF_A_TIME_SENT_AS_TEXT),
                new Sample(text("0001-01-01T00:00:00+01:00"), YEARS_OF_A_TIME_SENT_AS_TEXT),
                new Sample(text("9999-12-31T23:59:59-01:00"), YEARS_OF_A_TIME_SENT_AS_TEXT));
    }

    private static Stream<Sample> numbers() {
        Stream<String> texts =
                Stream.concat(NUMBERS.stream(), ONLY_IN_TEXT.stream()).map(SampleValues::text);
        return plain(Stream.of(NUMBERS.stream(), texts, OF_OTHER_TYPES.stream()).flatMap(samples -> samples));
    }

    private static Stream<Sample> plain(Stream<String> samples) {
        return samples.map(json -> new Sample(json, null));
    }

    private static List<Sample> with(Stream<String> samples, Sample... more) {
        return Stream.concat(plain(samples), Stream.of(more)).toList();
    }

    private static String text(String content) {
        return '"' + content + '"';
    }
}
