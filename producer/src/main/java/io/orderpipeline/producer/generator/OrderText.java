package io.orderpipeline.producer.generator;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.orderpipeline.common.order.Order;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * An order's JSON as raw text for each field, so that a field can have invalid text, which {@link
 * io.orderpipeline.common.order.OrderJsonWriter} cannot write.
 */
final class OrderText {

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
