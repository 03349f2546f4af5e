package io.orderpipeline.producer.generator;

import static io.orderpipeline.common.order.InvalidReason.BLANK_TEXT;
import static io.orderpipeline.common.order.InvalidReason.INVALID_AMOUNT;
import static io.orderpipeline.common.order.InvalidReason.INVALID_QUANTITY;
import static io.orderpipeline.common.order.InvalidReason.INVALID_TIMESTAMP;
import static io.orderpipeline.common.order.InvalidReason.MALFORMED_VALUE;
import static io.orderpipeline.common.order.InvalidReason.NOT_JSON;
import static io.orderpipeline.common.order.InvalidReason.NULL_VALUE;
import static io.orderpipeline.common.order.InvalidReason.TEXT_TOO_LONG;
import static io.orderpipeline.common.order.InvalidReason.TOO_LARGE;
import static io.orderpipeline.common.order.InvalidReason.TOTAL_MISMATCH;
import static io.orderpipeline.common.order.InvalidReason.UNKNOWN_VERSION;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.orderpipeline.common.order.InvalidReason;
import io.orderpipeline.common.order.Order;
import io.orderpipeline.common.order.OrderField;
import io.orderpipeline.common.order.OrderLimits;
import io.orderpipeline.common.order.OrderWriter;
import io.orderpipeline.common.schema.SchemaId;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Arrays;
import java.util.function.UnaryOperator;

/** The malformed values that Avro and Protobuf have in common. Most are an invalid order, written in the format. */
enum MalformedBinary implements MalformedKind {
    NO_VALUE(NULL_VALUE, editValue(valid -> null)),
    EMPTY(NOT_JSON, editValue(valid -> new byte[0])),
    PLAIN_TEXT(NOT_JSON, editValue(valid -> "order received".getBytes(UTF_8))),
    WITHOUT_DATA(MALFORMED_VALUE, editValue(valid -> Arrays.copyOf(valid, SchemaId.NUMBER_BYTES))),
    TRUNCATED(MALFORMED_VALUE, editValue(valid -> Arrays.copyOf(valid, valid.length - 1))),
    TRAILING_ZERO(MALFORMED_VALUE, editValue(valid -> Arrays.copyOf(valid, valid.length + 1))),

    EMPTY_ORDER_ID(BLANK_TEXT, editOrder(with(OrderField.ORDER_ID, ""))),
    BLANK_ORDER_ID(BLANK_TEXT, editOrder(with(OrderField.ORDER_ID, "   "))),
    EMPTY_CATEGORY(BLANK_TEXT, editOrder(with(OrderField.CATEGORY, ""))),
    BLANK_CATEGORY(BLANK_TEXT, editOrder(with(OrderField.CATEGORY, " "))),
    LONG_CUSTOMER_NAME(TEXT_TOO_LONG, editOrder(with(OrderField.CUSTOMER_NAME, "x".repeat(2_000)))),
    LONG_PRODUCT(TEXT_TOO_LONG, editOrder(with(OrderField.PRODUCT, "x".repeat(OrderLimits.TEXT_CHARACTERS + 1)))),

    ZERO_QUANTITY(INVALID_QUANTITY, editOrder(with(OrderField.QUANTITY, 0))),
    NEGATIVE_QUANTITY(INVALID_QUANTITY, editOrder(with(OrderField.QUANTITY, -1))),
    NEGATIVE_PRICE(INVALID_AMOUNT, editOrder(with(OrderField.PRICE, new BigDecimal("-5.20")))),
    NEGATIVE_TOTAL(INVALID_AMOUNT, editOrder(with(OrderField.TOTAL_AMOUNT, new BigDecimal("-0.01")))),
    TOTAL_OFF_BY_A_CENT(TOTAL_MISMATCH, editOrder(MalformedBinary::withTotalOffByACent)),
    TOTAL_OF_ZERO(TOTAL_MISMATCH, editOrder(with(OrderField.TOTAL_AMOUNT, new BigDecimal("0.00")))),
    YEAR_10000(INVALID_TIMESTAMP, editOrder(with(OrderField.TIMESTAMP, Instant.parse("+10000-01-01T00:00:00Z")))),

    TOO_MANY_BYTES(TOO_LARGE, editOrder(with(OrderField.PRODUCT, "x".repeat(OrderLimits.VALUE_BYTES)))),

    /** A valid value with an unknown schema version in the header. */
    UNKNOWN_SCHEMA_VERSION(UNKNOWN_VERSION, editValue(valid -> valid));

    private final InvalidReason reason;

    @SuppressWarnings("ImmutableEnumChecker") // the functions above are stateless
    private final Edit edit;

    MalformedBinary(InvalidReason reason, Edit edit) {
        this.reason = reason;
        this.edit = edit;
    }

    @FunctionalInterface
    private interface Edit {

        byte[] apply(Order order, OrderWriter writer);
    }

    @Override
    public InvalidReason reason() {
        return reason;
    }

    @Override
    public byte[] value(Order order, OrderWriter writer) {
        return edit.apply(order, writer);
    }

    private static Edit editValue(UnaryOperator<byte[]> edit) {
        return (order, writer) -> edit.apply(writer.write(order));
    }

    private static Edit editOrder(UnaryOperator<Order> edit) {
        return (order, writer) -> writer.write(edit.apply(order));
    }

    private static Order withTotalOffByACent(Order order) {
        BigDecimal total = order.totalAmount().add(order.price().ulp());
        return with(OrderField.TOTAL_AMOUNT, total).apply(order);
    }

    private static UnaryOperator<Order> with(OrderField field, Object value) {
        return new Change(field, value);
    }

    /** Replaces one field of an order. */
    private record Change(OrderField field, Object value) implements UnaryOperator<Order> {

        @Override
        public Order apply(Order order) {
            return new Order(
                    changed(OrderField.ORDER_ID, order.orderId()),
                    changed(OrderField.CUSTOMER_NAME, order.customerName()),
                    changed(OrderField.PRODUCT, order.product()),
                    changed(OrderField.CATEGORY, order.category()),
                    changed(OrderField.QUANTITY, order.quantity()),
                    changed(OrderField.PRICE, order.price()),
                    changed(OrderField.TIMESTAMP, order.timestamp()),
                    changed(OrderField.TOTAL_AMOUNT, order.totalAmount()));
        }

        @SuppressWarnings("unchecked") // the constants above have values of the right type
        private <T> T changed(OrderField name, T unchanged) {
            return name == field ? (T) value : unchanged;
        }
    }
}
