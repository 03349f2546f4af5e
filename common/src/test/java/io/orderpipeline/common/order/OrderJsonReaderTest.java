package io.orderpipeline.common.order;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class OrderJsonReaderTest {

    private static final String GOOD =
            """
            {"order_id":"a-1","customer_name":"Ada","product":"Lamp","category":"tools","quantity":2,\
            "price":5.20,"timestamp":"2026-01-02T03:04:05.678Z","total_amount":10.40}""";

    private final OrderJsonReader reader = new OrderJsonReader();

    @Test
    void should_read_the_output_of_the_writer() {
        Order order = new Order(
                "0197-1",
                "Zoë \"Z\" O'Neil\n",
                "Lamp 🛋",
                "tools",
                3,
                new BigDecimal("12345678901234567.89"),
                Instant.parse("1969-12-31T23:59:59.999Z"),
                new BigDecimal("37037036703703703.67"));

        assertThat(reader.read(new OrderJsonWriter().write(order))).isEqualTo(new DecodeResult.Valid(order, List.of()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"5.20", "\"5.20\"", "5.200", "520e-2", "\"5.2\""})
    void should_read_exact_amounts_from_numbers_and_strings(String price) {
        Order order = valid(GOOD.replace("5.20", price)).order();

        assertThat(order.price()).isEqualTo(new BigDecimal(price.replace("\"", "")));
    }

    @ParameterizedTest
    @CsvSource({
        "0, 1970-01-01T00:00:00Z",
        "'\"1767323045678\"', 2026-01-02T03:04:05.678Z",
        "-1, 1969-12-31T23:59:59.999Z",
        "'\"2026-01-02T05:04:05.678+02:00\"', 2026-01-02T03:04:05.678Z",
        "'\"2026-01-02T03:04:05Z\"', 2026-01-02T03:04:05Z",
        "'\"2026-01-02T03:04:05.678999Z\"', 2026-01-02T03:04:05.678Z",
    })
    void should_read_timestamps_as_iso_or_epoch_milliseconds(String json, Instant expected) {
        assertThat(valid(GOOD.replace("\"2026-01-02T03:04:05.678Z\"", json))
                        .order()
                        .timestamp())
                .isEqualTo(expected);
    }

    @Test
    void should_return_additional_fields() {
        DecodeResult.Valid reading = valid(GOOD.replace("{", "{\"currency\":\"EUR\",\"tags\":[{\"order_id\":1}],"));

        assertThat(reading.additionalFields())
                .containsExactly(
                        new AdditionalField("currency", AdditionalField.Form.TEXT, "EUR"),
                        new AdditionalField("tags", AdditionalField.Form.OBJECT_OR_ARRAY, null));
        assertThat(reading.order().orderId()).isEqualTo("a-1");
    }

    @ParameterizedTest(name = "{0} -> {1}: {2}")
    @CsvSource(
            delimiter = '|',
            value = {
                "''                          | ''                  | not-json",
                "}                           | ''                  | not-json",
                "\"tools\",  | \"tools\" | not-json",
                "10.40}                      | 10.40} {}           | not-json",
                "\"Ada\"                     | \"\\q\"             | not-json",
                "\"order_id\":\"a-1\",       | ''                  | missing-field",
                "\"a-1\"                     | null                | missing-field",
                "\"price\":5.20,             | ''                  | missing-field",
                "\"quantity\":2              | \"quantity\":2,\"quantity\":2 | duplicate-field",
                "\"a-1\"                     | 17                  | wrong-type",
                "\"Ada\"                     | {}                  | wrong-type",
                "5.20                        | true                | wrong-type",
                "5.20                        | []                  | wrong-type",
                "5.20                        | \"five\"            | wrong-type",
                "5.20                        | \"\"                | wrong-type",
                "\"2026-01-02T03:04:05.678Z\" | 1.5                | wrong-type",
                "\"a-1\"                     | \" \"               | blank-text",
                "\"tools\"                   | \"\"                | blank-text",
                "\"quantity\":2              | \"quantity\":0      | invalid-quantity",
                "\"quantity\":2              | \"quantity\":-2     | invalid-quantity",
                "\"quantity\":2              | \"quantity\":2.5    | invalid-quantity",
                "\"quantity\":2              | \"quantity\":2147483648 | invalid-quantity",
                "5.20                        | -5.20               | invalid-amount",
                "5.20                        | 1e99                | invalid-amount",
                "5.20                        | 0.0000000000000000001 | invalid-amount",
                "2026-01-02T03:04:05.678Z    | yesterday           | invalid-timestamp",
                "2026-01-02T03:04:05.678Z    | 2026-13-02T03:04:05Z | invalid-timestamp",
                "2026-01-02T03:04:05.678Z    | 2026-01-02T03:04:05 | invalid-timestamp",
                "\"2026-01-02T03:04:05.678Z\" | 999999999999999    | invalid-timestamp",
                "5.20                        | 1e99999999999       | invalid-amount",
                "5.20                        | 0e-2147483648       | invalid-amount",
                "\"quantity\":2              | \"quantity\":1e2147483648 | invalid-quantity",
                "\"Ada\"                     | \"\\ud800\"         | invalid-text",
                "10.40                       | 10.41               | total-mismatch",
            })
    void should_reject_with_a_fixed_code(String part, String replacement, String code) {
        String json = part.isEmpty() ? "" : GOOD.replace(part, replacement);

        assertThat(invalid(json).reason().code()).isEqualTo(code);
    }

    /** One more is rejected, as above and below. */
    @Test
    void should_accept_an_order_at_each_limit() {
        String amount = "9".repeat(OrderLimits.AMOUNT_DIGITS - OrderLimits.AMOUNT_SCALE) + "."
                + "9".repeat(OrderLimits.AMOUNT_SCALE);
        String atLimits = GOOD.replace("Ada", "A".repeat(OrderLimits.TEXT_CHARACTERS - 1) + "\ud83d\ude00")
                .replace("\"quantity\":2", "\"quantity\":1")
                .replace("5.20", amount)
                .replace("10.40", amount);
        String largest = atLimits + " ".repeat(OrderLimits.VALUE_BYTES - atLimits.getBytes(UTF_8).length);

        assertThat(reader.read(largest.getBytes(UTF_8))).isInstanceOf(DecodeResult.Valid.class);
        assertThat(invalid(largest + " ").reason()).isEqualTo(InvalidReason.TOO_LARGE);
        assertThat(invalid(atLimits.replace(amount, "9" + amount)).reason()).isEqualTo(InvalidReason.INVALID_AMOUNT);
        assertThat(invalid(atLimits.replace(amount, amount + "9")).reason()).isEqualTo(InvalidReason.INVALID_AMOUNT);
    }

    @Test
    void should_accept_the_largest_quantity_and_numbers_of_the_greatest_length() {
        int most = Integer.MAX_VALUE;
        String large = GOOD.replace("\"quantity\":2", "\"quantity\":" + most)
                .replace("5.20", "1")
                .replace("10.40", Integer.toString(most));
        String longest = "5.2" + "0".repeat(OrderLimits.NUMBER_CHARACTERS - 3);

        assertThat(reader.read(large.getBytes(UTF_8))).isInstanceOf(DecodeResult.Valid.class);
        assertThat(invalid(GOOD.replace("5.20", longest)).reason())
                .as("it is read, and has too many decimal places")
                .isEqualTo(InvalidReason.INVALID_AMOUNT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "17", "\"text\"", "null", "true"})
    void should_reject_json_that_is_not_an_object(String json) {
        assertThat(invalid(json).reason()).isEqualTo(InvalidReason.NOT_AN_OBJECT);
    }

    @Test
    void should_reject_a_record_without_a_value() {
        assertThat(((DecodeResult.Invalid) reader.read(null)).reason()).isEqualTo(InvalidReason.NULL_VALUE);
    }

    @Test
    void should_reject_bytes_that_are_not_utf_8() {
        byte[] json = GOOD.getBytes(UTF_8);
        json[GOOD.indexOf("Ada")] = (byte) 0xC3;

        assertThat(((DecodeResult.Invalid) reader.read(json)).reason()).isEqualTo(InvalidReason.NOT_JSON);
    }

    @Test
    void should_reject_oversized_records() {
        assertThat(invalid(GOOD + " ".repeat(OrderLimits.VALUE_BYTES)).reason()).isEqualTo(InvalidReason.TOO_LARGE);
        assertThat(invalid(GOOD.replace("Ada", "A".repeat(OrderLimits.TEXT_CHARACTERS + 1)))
                        .reason())
                .isEqualTo(InvalidReason.TEXT_TOO_LONG);
        assertThat(invalid(GOOD.replace("{", "{\"deep\":" + "[".repeat(50) + "]".repeat(50) + ","))
                        .reason())
                .isEqualTo(InvalidReason.TOO_LARGE);
        assertThat(invalid(GOOD.replace("5.20", "1".repeat(101))).reason()).isEqualTo(InvalidReason.TOO_LARGE);
    }

    @ParameterizedTest
    @MethodSource
    void should_accept_any_further_field_that_is_json(String name, String json) {
        assertThat(valid(GOOD.replace("{", "{" + json + ",")).order().orderId()).isEqualTo("a-1");
    }

    static Stream<Arguments> should_accept_any_further_field_that_is_json() {
        return Stream.of(
                arguments("1,000 digits", "\"note\":" + "9".repeat(1_000)),
                arguments("30,000 digits", "\"note\":" + "9".repeat(30_000)),
                arguments("1,000 decimal places", "\"note\":0." + "9".repeat(1_000)),
                arguments("1,000 digits in an array", "\"note\":[" + "9".repeat(1_000) + "]"),
                arguments("1,000 digits in an object", "\"note\":{\"a\":-" + "9".repeat(1_000) + "e9}"),
                arguments("huge exponent", "\"note\":1e999999999"),
                arguments("exponent of 1,000 digits", "\"note\":1e" + "9".repeat(1_000)),
                arguments("tiny exponent", "\"note\":1e-999999999"),
                arguments("long name", "\"" + "n".repeat(30_000) + "\":1"),
                arguments("long text", "\"note\":\"" + "x".repeat(30_000) + "\""),
                arguments("empty name", "\"\":1"),
                arguments("text with an unpaired surrogate", "\"note\":\"\\udc00\""),
                arguments("escaped NUL", "\"note\":\"\\u0000\""),
                arguments("duplicate", "\"note\":1,\"note\":2"),
                arguments("duplicate inside an object", "\"note\":{\"a\":1,\"a\":2}"),
                arguments("fields of an order inside an object", "\"note\":{\"price\":\"x\",\"price\":-1}"),
                arguments("15 levels below the order", "\"note\":" + "[".repeat(15) + "]".repeat(15)),
                arguments("3,000 fields", manyFields()));
    }

    private static String manyFields() {
        return IntStream.range(0, 3_000).mapToObj(i -> "\"n%d\":1".formatted(i)).collect(Collectors.joining(","));
    }

    @Test
    void should_return_no_number_for_a_further_field_outside_the_limits() {
        for (String number : List.of("9".repeat(1_000), "1e999999999", "1e" + "9".repeat(50), "1e-999999999")) {
            AdditionalField field = valid(GOOD.replace("{", "{\"note\":" + number + ","))
                    .additionalFields()
                    .get(0);

            assertThat(field.asNumber()).as(number).isEmpty();
            assertThat(field.asTime()).as(number).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"note\":007                 | not-json",
                "\"note\":-01                 | not-json",
                "\"note\":+1                  | not-json",
                "\"note\":.5                  | not-json",
                "\"note\":5.                  | not-json",
                "\"note\":NaN                 | not-json",
                "\"note\":Infinity            | not-json",
                "\"note\":0x1F                | not-json",
                "\"note\":1e                  | not-json",
                "note:1                       | not-json",
                "\"\\ud800\":1                | not-json",
                "\"note\":undefined           | not-json",
                "\"note\":[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]] | too-large",
            })
    void should_reject_a_further_field_only_if_it_is_no_json_or_too_deep(String json, String code) {
        assertThat(invalid(GOOD.replace("{", "{" + json + ",")).reason().code()).isEqualTo(code);
    }

    @ParameterizedTest
    @ValueSource(strings = {"quantity\":2", "price\":5.20", "total_amount\":10.40"})
    void should_name_the_required_field_with_a_number_that_is_too_long(String part) {
        String field = part.substring(0, part.indexOf('"'));
        DecodeResult.Invalid invalid = invalid(GOOD.replace(part, field + "\":" + "1".repeat(101)));

        assertThat(invalid.reason()).isEqualTo(InvalidReason.TOO_LARGE);
        assertThat(invalid.detail()).contains(field);
    }

    @Test
    void should_not_repeat_values_in_the_detail() {
        assertThat(invalid(GOOD.replace("5.20", "\"secret\"")).detail())
                .contains("price")
                .doesNotContain("secret");
    }

    private DecodeResult.Valid valid(String json) {
        return (DecodeResult.Valid) reader.read(json.getBytes(UTF_8));
    }

    private DecodeResult.Invalid invalid(String json) {
        return (DecodeResult.Invalid) reader.read(json.getBytes(UTF_8));
    }
}
