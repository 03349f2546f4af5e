package io.orderpipeline.testing.drill;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * The JSON fields of an order, as a foreign client would write it. Immutable.
 *
 * @param literals JSON literals by field
 */
record OrderFields(Map<String, String> literals) {

    private static final BigDecimal PRICE = new BigDecimal("5.20");

    static OrderFields of(String orderId, String category, int quantity) {
        Map<String, String> literals = new LinkedHashMap<>();
        literals.put("order_id", quoted(orderId));
        literals.put("customer_name", quoted("Ann"));
        literals.put("product", quoted("Map"));
        literals.put("category", quoted(category));
        literals.put("quantity", Integer.toString(quantity));
        literals.put("price", PRICE.toPlainString());
        literals.put("timestamp", quoted("2026-11-22T18:00:00.000Z"));
        literals.put(
                "total_amount", PRICE.multiply(BigDecimal.valueOf(quantity)).toPlainString());
        return new OrderFields(literals);
    }

    OrderFields with(String field, String literal) {
        Map<String, String> changed = new LinkedHashMap<>(literals);
        changed.put(field, literal);
        return new OrderFields(changed);
    }

    OrderFields without(String field) {
        Map<String, String> changed = new LinkedHashMap<>(literals);
        changed.remove(field);
        return new OrderFields(changed);
    }

    String json() {
        return literals.entrySet().stream()
                .map(field -> quoted(field.getKey()) + ":" + field.getValue())
                .collect(Collectors.joining(",", "{", "}"));
    }

    ProducerRecord<byte[], byte[]> record(String topic, String category) {
        return new ProducerRecord<>(topic, category.getBytes(UTF_8), json().getBytes(UTF_8));
    }

    private static String quoted(String text) {
        return '"' + text + '"';
    }
}
