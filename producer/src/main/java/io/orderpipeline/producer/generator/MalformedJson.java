package io.orderpipeline.producer.generator;

import static io.orderpipeline.common.order.InvalidReason.BLANK_TEXT;
import static io.orderpipeline.common.order.InvalidReason.DUPLICATE_FIELD;
import static io.orderpipeline.common.order.InvalidReason.INVALID_AMOUNT;
import static io.orderpipeline.common.order.InvalidReason.INVALID_QUANTITY;
import static io.orderpipeline.common.order.InvalidReason.INVALID_TEXT;
import static io.orderpipeline.common.order.InvalidReason.INVALID_TIMESTAMP;
import static io.orderpipeline.common.order.InvalidReason.MISSING_FIELD;
import static io.orderpipeline.common.order.InvalidReason.NOT_AN_OBJECT;
import static io.orderpipeline.common.order.InvalidReason.NOT_JSON;
import static io.orderpipeline.common.order.InvalidReason.TEXT_TOO_LONG;
import static io.orderpipeline.common.order.InvalidReason.TOO_LARGE;
import static io.orderpipeline.common.order.InvalidReason.TOTAL_MISMATCH;
import static io.orderpipeline.common.order.InvalidReason.UNKNOWN_VERSION;
import static io.orderpipeline.common.order.InvalidReason.WRONG_TYPE;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.orderpipeline.common.order.InvalidReason;
import io.orderpipeline.common.order.Order;
import io.orderpipeline.common.order.OrderLimits;
import io.orderpipeline.common.order.OrderWriter;
import java.nio.charset.Charset;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * The malformed values among JSON, modelled on real faults: truncated messages, wrong encodings, other schemas,
 * off-by-one numbers, abuse. None begins with byte 0, which would name a schema to a consumer with a schema registry.
 */
enum MalformedJson implements MalformedKind {
    NO_VALUE(InvalidReason.NULL_VALUE, order -> null),
    EMPTY(NOT_JSON, order -> new byte[0]),
    PLAIN_TEXT(NOT_JSON, order -> "order received".getBytes(UTF_8)),
    XML(NOT_JSON, order -> ("<order id=\"" + order.orderId() + "\"/>").getBytes(UTF_8)),
    BINARY(NOT_JSON, order -> new byte[] {8, (byte) 0x96, 1, (byte) 0xCA, (byte) 0xFE}),
    TRUNCATED(NOT_JSON, order -> firstHalf(new OrderText(order).bytes())),
    TRAILING_GARBAGE(NOT_JSON, order -> (new OrderText(order) + "}").getBytes(UTF_8)),
    TWO_OBJECTS(NOT_JSON, order -> ("" + new OrderText(order) + new OrderText(order)).getBytes(UTF_8)),
    SINGLE_QUOTES(
            NOT_JSON,
            order -> new OrderText(order).toString().replace('"', '\'').getBytes(UTF_8)),
    NOT_A_NUMBER(NOT_JSON, edit(text -> text.with("price", "NaN"))),
    LEADING_ZERO(NOT_JSON, edit(text -> text.with("quantity", "007"))),
    INVALID_UTF_8(NOT_JSON, order -> new OrderText(order)
            .with("customer_name", "\"Jos\u00e9 Mu\u00f1oz\"")
            .toString()
            .getBytes(ISO_8859_1)),
    OVERLONG_UTF_8(NOT_JSON, order -> withCustomerBytes(order, 0xC0, 0x80)),
    SURROGATES_IN_UTF_8(NOT_JSON, order -> withCustomerBytes(order, 0xED, 0xA0, 0xBD, 0xED, 0xB8, 0x80)),
    TRUNCATED_UTF_8(NOT_JSON, order -> withCustomerBytes(order, 0xE2, 0x82)),
    BYTE_ORDER_MARK(NOT_JSON, order -> ("\ufeff" + new OrderText(order)).getBytes(UTF_8)),
    IN_UTF_16(NOT_JSON, order -> new OrderText(order).toString().getBytes(UTF_16)),
    IN_UTF_32(NOT_JSON, order -> new OrderText(order).toString().getBytes(Charset.forName("UTF-32LE"))),
    AVRO_CONTAINER(NOT_JSON, order -> ("Obj\1" + new OrderText(order)).getBytes(UTF_8)),
    ARRAY(NOT_AN_OBJECT, order -> ("[" + new OrderText(order) + "]").getBytes(UTF_8)),
    JSON_NULL(NOT_AN_OBJECT, order -> "null".getBytes(UTF_8)),
    JSON_IN_A_STRING(NOT_AN_OBJECT, order -> quotedOnceMore(new OrderText(order).toString())),

    EMPTY_OBJECT(MISSING_FIELD, order -> "{}".getBytes(UTF_8)),
    WITHOUT_ORDER_ID(MISSING_FIELD, edit(text -> text.without("order_id"))),
    WITHOUT_CUSTOMER_NAME(MISSING_FIELD, edit(text -> text.without("customer_name"))),
    WITHOUT_PRODUCT(MISSING_FIELD, edit(text -> text.without("product"))),
    WITHOUT_CATEGORY(MISSING_FIELD, edit(text -> text.without("category"))),
    WITHOUT_QUANTITY(MISSING_FIELD, edit(text -> text.without("quantity"))),
    WITHOUT_PRICE(MISSING_FIELD, edit(text -> text.without("price"))),
    WITHOUT_TIMESTAMP(MISSING_FIELD, edit(text -> text.without("timestamp"))),
    WITHOUT_TOTAL_AMOUNT(MISSING_FIELD, edit(text -> text.without("total_amount"))),
    NULL_FIELD(MISSING_FIELD, edit(text -> text.with("customer_name", "null"))),
    DUPLICATED_FIELD(DUPLICATE_FIELD, edit(text -> text.with("price\":0.01,\"price", "9.99"))),

    NUMERIC_ORDER_ID(WRONG_TYPE, edit(text -> text.with("order_id", "4711"))),
    OBJECT_AS_CUSTOMER(WRONG_TYPE, edit(text -> text.with("customer_name", "{\"first\":\"Ada\"}"))),
    ARRAY_AS_PRODUCT(WRONG_TYPE, edit(text -> text.with("product", "[\"Chair\",\"Table\"]"))),
    BOOLEAN_CATEGORY(WRONG_TYPE, edit(text -> text.with("category", "true"))),
    QUANTITY_IN_WORDS(WRONG_TYPE, edit(text -> text.with("quantity", "\"three\""))),
    PRICE_WITH_CURRENCY(WRONG_TYPE, edit(text -> text.with("price", "\"$19.99\""))),
    PRICE_WITH_COMMA(WRONG_TYPE, edit(text -> text.with("price", "\"19,99\""))),
    TIME_AS_OBJECT(WRONG_TYPE, edit(text -> text.with("timestamp", "{\"seconds\":0}"))),

    EMPTY_ORDER_ID(BLANK_TEXT, edit(text -> text.with("order_id", "\"\""))),
    BLANK_ORDER_ID(BLANK_TEXT, edit(text -> text.with("order_id", "\"   \""))),
    BLANK_CATEGORY(BLANK_TEXT, edit(text -> text.with("category", "\" \""))),
    LONG_CUSTOMER_NAME(TEXT_TOO_LONG, edit(text -> text.with("customer_name", longText(2_000)))),
    HALF_A_CHARACTER(INVALID_TEXT, edit(text -> text.with("customer_name", "\"\\ud800\""))),

    ZERO_QUANTITY(INVALID_QUANTITY, edit(text -> text.with("quantity", "0"))),
    NEGATIVE_QUANTITY(INVALID_QUANTITY, edit(text -> text.with("quantity", "-1"))),
    FRACTIONAL_QUANTITY(INVALID_QUANTITY, edit(text -> text.with("quantity", "1.5"))),
    HUGE_QUANTITY(INVALID_QUANTITY, edit(text -> text.with("quantity", "2147483648"))),
    NEGATIVE_PRICE(INVALID_AMOUNT, edit(text -> text.with("price", "-5.20"))),
    PRICE_OF_MANY_DIGITS(INVALID_AMOUNT, edit(text -> text.with("price", "1" + "0".repeat(60)))),
    NEGATIVE_TOTAL(INVALID_AMOUNT, edit(text -> text.with("total_amount", "-0.01"))),
    TOTAL_OFF_BY_A_CENT(TOTAL_MISMATCH, MalformedJson::withTotalOffByACent),
    TOTAL_OF_ZERO(TOTAL_MISMATCH, edit(text -> text.with("total_amount", "0.00"))),

    TIME_IN_WORDS(INVALID_TIMESTAMP, edit(text -> text.with("timestamp", "\"yesterday\""))),
    TIME_WITHOUT_OFFSET(INVALID_TIMESTAMP, edit(text -> text.with("timestamp", "\"2026-01-31T12:00:00\""))),
    IMPOSSIBLE_DATE(INVALID_TIMESTAMP, edit(text -> text.with("timestamp", "\"2026-02-30T12:00:00Z\""))),
    TIME_IN_NANOSECONDS(INVALID_TIMESTAMP, edit(text -> text.with("timestamp", "1769860800000000000"))),

    TOO_MANY_BYTES(TOO_LARGE, edit(text -> text.with("note", longText(OrderLimits.VALUE_BYTES)))),
    DEEP_NESTING(TOO_LARGE, edit(text -> text.with("note", "[".repeat(500) + "]".repeat(500)))),

    /** A valid value with an unknown schema version in the header. */
    UNKNOWN_SCHEMA_VERSION(UNKNOWN_VERSION, edit(text -> text));

    private final InvalidReason reason;

    @SuppressWarnings("ImmutableEnumChecker") // the functions above are stateless
    private final Function<Order, byte[]> value;

    MalformedJson(InvalidReason reason, Function<Order, byte[]> value) {
        this.reason = reason;
        this.value = value;
    }

    @Override
    public InvalidReason reason() {
        return reason;
    }

    @Override
    public byte[] value(Order order, OrderWriter writer) {
        return value.apply(order);
    }

    private static Function<Order, byte[]> edit(UnaryOperator<OrderText> edit) {
        return order -> edit.apply(new OrderText(order)).bytes();
    }

    private static byte[] firstHalf(byte[] bytes) {
        return Arrays.copyOf(bytes, bytes.length / 2);
    }

    /** These bytes as the text of the customer's name. */
    private static byte[] withCustomerBytes(Order order, int... bytes) {
        StringBuilder text = new StringBuilder();
        for (int character : bytes) {
            text.append((char) character);
        }
        return new OrderText(order)
                .with("customer_name", "\"" + text + "\"")
                .toString()
                .getBytes(ISO_8859_1);
    }

    private static byte[] quotedOnceMore(String json) {
        return ('"' + json.replace("\"", "\\\"") + '"').getBytes(UTF_8);
    }

    private static String longText(int characters) {
        return '"' + "x".repeat(characters) + '"';
    }

    private static byte[] withTotalOffByACent(Order order) {
        String total = order.totalAmount().add(order.price().ulp()).toPlainString();
        return new OrderText(order).with("total_amount", total).bytes();
    }

    /**
     * An order's JSON as raw text for each field, so that a field can have invalid text, which {@link
     * io.orderpipeline.common.order.OrderJsonWriter} cannot write.
     */
    static final class OrderText {

        private final Map<String, String> fields = new LinkedHashMap<>();

        OrderText(Order order) {
            fields.put("order_id", quoted(order.orderId()));
            fields.put("customer_name", quoted(order.customerName()));
            fields.put("product", quoted(order.product()));
            fields.put("category", quoted(order.category()));
            fields.put("quantity", String.valueOf(order.quantity()));
            fields.put("price", order.price().toPlainString());
            fields.put("timestamp", quoted(order.timestamp().toString()));
            fields.put("total_amount", order.totalAmount().toPlainString());
        }

        OrderText without(String field) {
            fields.remove(field);
            return this;
        }

        /** @param json the raw text after the colon */
        OrderText with(String field, String json) {
            fields.put(field, json);
            return this;
        }

        byte[] bytes() {
            return toString().getBytes(UTF_8);
        }

        @Override
        public String toString() {
            return fields.entrySet().stream()
                    .map(field -> quoted(field.getKey()) + ":" + field.getValue())
                    .collect(Collectors.joining(",", "{", "}"));
        }

        /** The generated names and ids need no escapes in JSON. */
        private static String quoted(String text) {
            return '"' + text + '"';
        }
    }
}
