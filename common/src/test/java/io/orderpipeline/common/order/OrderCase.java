package io.orderpipeline.common.order;

import static java.util.Map.entry;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Orders for the tests of every format, as values without a format: the same rules hold in all of them.
 *
 * @param fields by name; absent when the writer leaves the field out
 * @param reason empty for a valid order
 */
public record OrderCase(String name, Map<String, Object> fields, Optional<InvalidReason> reason) {

    private static final Map<String, Object> VALID = new LinkedHashMap<>(Map.ofEntries(
            entry("order_id", "0199a0d4-7c00-7abc-8def-0123456789ab"),
            entry("customer_name", "Zo\u00eb \ud83d\ude00 O'Neil"),
            entry("product", "Chair"),
            entry("category", "furniture"),
            entry("quantity", 3),
            entry("price", new BigDecimal("12.50")),
            entry("timestamp", Instant.parse("2026-01-31T12:00:00.123Z")),
            entry("total_amount", new BigDecimal("37.50"))));

    public static List<OrderCase> all() {
        List<OrderCase> cases = new ArrayList<>();
        cases.add(valid("usual", Map.of()));
        cases.add(valid("empty customer and product", Map.of("customer_name", "", "product", "")));
        cases.add(valid("longest text", Map.of("customer_name", "x".repeat(1_000))));
        cases.add(valid("longest text outside ASCII", Map.of("customer_name", "\ud83d\ude00".repeat(1_000))));
        cases.add(valid("control characters", Map.of("product", "a\u0000b\"\\\n")));
        cases.add(valid("largest quantity", amounts(Integer.MAX_VALUE, "0.01", "21474836.47")));
        cases.add(valid("free of charge", amounts(1, "0.00", "0.00")));
        cases.add(valid("amount of 19 digits", amounts(1, "12345678901234567.89", "12345678901234567.89")));
        cases.add(valid("first year", Map.of("timestamp", Instant.parse("0001-01-01T00:00:00Z"))));
        cases.add(valid("last year", Map.of("timestamp", Instant.parse("9999-12-31T23:59:59.999Z"))));
        cases.add(invalid("empty id", InvalidReason.BLANK_TEXT, Map.of("order_id", "")));
        cases.add(invalid("blank id", InvalidReason.BLANK_TEXT, Map.of("order_id", " \u2003")));
        cases.add(invalid("blank category", InvalidReason.BLANK_TEXT, Map.of("category", " ")));
        cases.add(invalid("long text", InvalidReason.TEXT_TOO_LONG, Map.of("product", "x".repeat(1_001))));
        cases.add(invalid("no quantity", InvalidReason.INVALID_QUANTITY, amounts(0, "1.00", "0.00")));
        cases.add(invalid("negative quantity", InvalidReason.INVALID_QUANTITY, amounts(-1, "1.00", "1.00")));
        cases.add(invalid("negative price", InvalidReason.INVALID_AMOUNT, amounts(1, "-1.00", "-1.00")));
        cases.add(invalid("negative total", InvalidReason.INVALID_AMOUNT, amounts(1, "1.00", "-1.00")));
        cases.add(invalid("wrong total", InvalidReason.TOTAL_MISMATCH, amounts(3, "1.00", "3.01")));
        cases.add(invalid(
                "year 10000",
                InvalidReason.INVALID_TIMESTAMP,
                Map.of("timestamp", Instant.ofEpochMilli(253402300800000L))));
        return cases;
    }

    private static Map<String, Object> amounts(int quantity, String price, String total) {
        return Map.of("quantity", quantity, "price", new BigDecimal(price), "total_amount", new BigDecimal(total));
    }

    private static OrderCase valid(String name, Map<String, Object> changes) {
        return new OrderCase(name, changed(changes), Optional.empty());
    }

    private static OrderCase invalid(String name, InvalidReason reason, Map<String, Object> changes) {
        return new OrderCase(name, changed(changes), Optional.of(reason));
    }

    private static Map<String, Object> changed(Map<String, Object> changes) {
        Map<String, Object> fields = new LinkedHashMap<>(VALID);
        fields.putAll(changes);
        return fields;
    }

    /** The order of a valid case. */
    public Order order() {
        return new Order(
                (String) fields.get("order_id"),
                (String) fields.get("customer_name"),
                (String) fields.get("product"),
                (String) fields.get("category"),
                (int) fields.get("quantity"),
                (BigDecimal) fields.get("price"),
                (Instant) fields.get("timestamp"),
                (BigDecimal) fields.get("total_amount"));
    }

    @Override
    public String toString() {
        return name;
    }
}
