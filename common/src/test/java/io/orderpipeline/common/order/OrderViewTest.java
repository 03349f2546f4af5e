package io.orderpipeline.common.order;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Collections;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which records the fast reader reads, and which it leaves to the general reader. */
class OrderViewTest {

    private static final String GOOD =
            """
            {"order_id":"a-1","customer_name":"Ada","product":"Lamp","category":"tools","quantity":2,\
            "price":5.20,"timestamp":"2026-01-02T03:04:05.678Z","total_amount":10.40}""";

    /** The time of the order above, with quotes. */
    private static final String TIME = "\"2026-01-02T03:04:05.678Z\"";

    @Test
    void should_return_views_of_the_bytes_of_the_record() {
        byte[] json = GOOD.getBytes(UTF_8);
        OrderView order = OrderView.read(json).orElseThrow();

        assertThat(order.orderId()).isEqualTo(UTF_8.encode("a-1"));
        for (ByteBuffer text : new ByteBuffer[] {order.orderId(), order.customerName(), order.product()}) {
            assertThat(text.array()).isSameAs(json);
        }
        assertThat(order.additionalFields()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {" ", "\n", "\r\n", "\t", "\n    "})
    void should_read_white_space_wherever_json_allows_it(String space) {
        assertRead(GOOD.replace("{", space + "{" + space)
                .replace("\":", "\"" + space + ":" + space)
                .replace(",\"", space + "," + space + "\"")
                .replace("}", space + "}" + space));
    }

    @Test
    void should_read_fields_in_any_sequence() {
        String[] fields = GOOD.substring(1, GOOD.length() - 1).split(",");
        for (int first = 0; first < fields.length; first++) {
            Collections.rotate(Arrays.asList(fields), 1);
            assertRead("{" + String.join(",", fields) + "}");
            String[] reversed = fields.clone();
            Collections.reverse(Arrays.asList(reversed));
            assertRead("{" + String.join(",", reversed) + "}");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "Zoë 🛋",
                "北京",
                "\\\"\\\\\\/\\b\\f\\n\\r\\t",
                "\\u00e9\\u00E9\\u0041\\u0000\\u20ac",
                "\\ud83d\\ude00\\uD83D\\uDE00",
                "caf\\u00e9 ☕ \\n",
                "\u007f"
            })
    void should_read_text(String text) {
        assertRead(GOOD.replace("Ada", text));
        assertRead(GOOD.replace("tools", "t" + text).replace("a-1", "é" + text));
    }

    @ParameterizedTest
    @CsvSource({
        "2, 5, 10",
        "2, 5.2, 10.4",
        "2, 5.20, 10.4",
        "2, 5.2, 10.400",
        "2, 1e2, 2E+2",
        "2, 1.5E+1, 30",
        "2, 520e-2, 1.04e1",
        "1, 0, 0.00",
        "1, 0e5, 0e-5",
        "2.0, 5, 10",
        "20e-1, 5, 10",
        "1e3, 5, 5000",
        "2147483647, 1, 2147483647",
        "1, 123456789012345.678, 123456789012345.678",
        "1, 999999999999999999, 999999999999999999",
        "1, 1e-18, 1e-18",
        "1, 1e50, 1e50",
    })
    void should_read_numbers_and_strings_of_numbers(String quantity, String price, String total) {
        assertRead(withNumbers(quantity, price, total));
        assertRead(withNumbers('"' + quantity + '"', '"' + price + '"', '"' + total + '"'));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"2026-01-02T03:04:05Z\"",
                "\"2026-01-02T03:04:05.1Z\"",
                "\"2026-01-02T03:04:05.123456Z\"",
                "\"2026-01-02T03:04:05.123999999Z\"",
                "\"1969-12-31T23:59:59.999999999Z\"",
                "\"2026-01-02T03:04:05+02:00\"",
                "\"2026-01-02T03:04:05.678-05:30\"",
                "\"2026-01-02T03:04:05-00:00\"",
                "\"2024-02-29T23:59:59+17:59\"",
                "\"0001-01-01T00:00:00.000Z\"",
                "\"9999-12-31T23:59:59.999Z\"",
                "0",
                "-1",
                "1767323045678",
                "\"1767323045678\"",
                "\"-62135596800000\""
            })
    void should_read_times(String time) {
        assertRead(GOOD.replace(TIME, time));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"note\":\"text\"",
                "\"note\":\"Zo\\u00eb \\ud83d\\ude00 北京\"",
                "\"note\":true,\"note\":false",
                "\"note\":null",
                "\"note\":-0.50E+01",
                "\"note\":0",
                "\"\":1e99999999999",
                "\"größe\":12345678901234567890123",
                "\"note\":{}",
                "\"note\":[ ]",
                "\"note\":{\"a\":{\"price\":[1,\"x\\n\",{}]},\"a\":null, \"c\" : -1.5 }",
                "\"note\":[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]"
            })
    void should_read_additional_fields(String field) {
        assertRead(GOOD.replace("{", "{" + field + " , "));
        assertRead(GOOD.replace("}", "," + field + "}"));
        assertRead(GOOD.replace(",\"price", "," + field + ",\"price"));
    }

    /** Valid, but with something unusual: the general reader decides. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "price | pric\\u0065",
                "5.20  | 5.2000000000000000000",
                "5.20  | \"005.20\"",
                "\"price\":5.20 | \"price\":-0,\"note\":1",
                "Ada   | Ada\\u12",
                "a-1   | \\u0020",
                "tools | \\u3000",
                "\"Lamp\" | \"Lamp\",\"n\\u006fte\":1",
                "\"Lamp\" | \"Lamp\",\"note\":{\"n\\u006fte\":1}",
                "05.678Z | 05Z\\n",
                "T03:04:05.678Z | T03:04Z",
                "05.678Z | 05.678+18:00",
                "05.678Z | 05.678z",
                "05.678Z | 05.678+02",
            })
    void should_leave_the_unusual_to_the_general_reader(String part, String unusual) {
        assertLeft(GOOD.replace(part, unusual));
    }

    @Test
    void should_leave_a_text_to_the_general_reader_that_may_be_too_long() {
        String longest = "x".repeat(OrderLimits.TEXT_CHARACTERS);

        assertRead(GOOD.replace("Ada", longest));
        assertRead(GOOD.replace("Ada", "\\u0041".repeat(OrderLimits.TEXT_CHARACTERS)));
        assertLeft(GOOD.replace("Ada", longest + "x"));
        assertLeft(GOOD.replace("Ada", longest.substring(1) + "é"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"note\":007",
                "\"note\":-",
                "\"note\":1.",
                "\"note\":1e",
                "\"note\":tru",
                "\"note\":nulls",
                "\"note\":NaN",
                "\"note\":\"\\q\"",
                "\"note\":\"\\ud800\"",
                "\"note\":\"\\ud800\\u0041\"",
                "\"note\":\"\\udc00\\udc00\"",
                "\"note\":\"\t\"",
                "\"note\":[1,]",
                "\"note\":[1 2]",
                "\"note\":{\"a\"}",
                "\"note\":{\"a\":1,}",
                "\"note\":{a:1}",
                "\"note\":[}",
                "\"note\"",
                "note:1",
                "\"price\":5.20",
                "\"note\":[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]"
            })
    void should_leave_an_additional_field_to_the_general_reader_that_may_be_invalid(String field) {
        assertLeft(GOOD.replace("{", "{" + field + ","));
    }

    @Test
    void should_leave_a_value_to_the_general_reader_that_is_not_one_order() {
        assertThat(OrderView.read(null)).isEmpty();
        assertLeft(GOOD + "{}");
        assertLeft(GOOD + "\0");
        assertLeft("\ufeff" + GOOD);
        assertLeft(GOOD.replace("10.40", "10.41"));
        assertLeft(GOOD.replace("10.40", "10.4001"));
        IntStream.range(0, GOOD.length()).forEach(length -> assertLeft(GOOD.substring(0, length)));
    }

    @ParameterizedTest
    @EnumSource(OrderField.class)
    void should_leave_an_order_without_a_field_to_the_general_reader(OrderField field) {
        assertLeft(GOOD.replace(field.jsonName(), "note"));
    }

    @Test
    void should_leave_numbers_to_the_general_reader_that_may_be_invalid() {
        assertLeft(withNumbers("2.5", "4", "100"));
        assertLeft(withNumbers("4294967297", "5", "5"));
        assertLeft(withNumbers("1", "1000000000000000000", "1000000000000000000"));
        assertLeft(withNumbers("64", "" + (1L << 58), "0"));
    }

    @Test
    void should_leave_a_value_above_the_limit_to_the_general_reader() {
        String largest = GOOD + " ".repeat(OrderLimits.VALUE_BYTES - GOOD.length());

        assertRead(largest);
        assertLeft(largest + " ");
    }

    private static String withNumbers(String quantity, String price, String total) {
        return GOOD.replace("\"quantity\":2", "\"quantity\":" + quantity)
                .replace("\"price\":5.20", "\"price\":" + price)
                .replace("10.40", total);
    }

    private static void assertRead(String json) {
        assertThat(OrderViews.agree(json.getBytes(UTF_8))).as(json).isTrue();
    }

    private static void assertLeft(String json) {
        assertThat(OrderView.read(json.getBytes(UTF_8))).as(json).isEmpty();
    }
}
