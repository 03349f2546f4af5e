package io.orderpipeline.common.order.avro;

import io.orderpipeline.common.order.OrderField;
import java.util.Arrays;
import java.util.Map;
import java.util.function.UnaryOperator;

/** The types that writers choose for the fields of an order. */
enum AvroStyle {
    PUBLISHED(Map.of()),
    DECIMALS_OF_FIXED(Map.of("price", fixedDecimal("Price"), "total_amount", fixedDecimal("Total"))),
    TEXTS(Map.of("quantity", "'string'", "price", "'string'", "timestamp", "'string'", "total_amount", "'string'")),
    NULL_FIRST(Map.of(), type -> "['null'," + type + "]"),
    NULL_LAST(Map.of(), type -> "[" + type + ",'null']"),
    MANY_BRANCHES(Map.of(), type -> "[" + type + ",'null','float','boolean',{'type':'map','values':'string'}]"),
    MICROSECONDS(Map.of("timestamp", AvroOrders.MICROS)),
    LONG_QUANTITY(Map.of("quantity", "'long'")),
    UUID_TEXT(Map.of("order_id", "{'type':'string','logicalType':'uuid'}")),
    ENUM(Map.of("category", "{'type':'enum','name':'Category','symbols':['tools','furniture',' ']}"));

    private final Map<String, String> types;
    private final UnaryOperator<String> wrapping;

    AvroStyle(Map<String, String> types) {
        this(types, UnaryOperator.identity());
    }

    AvroStyle(Map<String, String> types, UnaryOperator<String> wrapping) {
        this.types = types;
        this.wrapping = wrapping;
    }

    private static String fixedDecimal(String name) {
        return "{'type':'fixed','name':'%s','size':16,'logicalType':'decimal','precision':38,'scale':2}"
                .formatted(name);
    }

    /** With these fields, with single quotes for double ones, before the order's. */
    String schema(String... additional) {
        String[] fields = Arrays.copyOf(additional, additional.length + OrderField.values().length);
        for (OrderField field : OrderField.values()) {
            String name = field.jsonName();
            fields[additional.length + field.ordinal()] =
                    AvroOrders.field(name, wrapping.apply(types.getOrDefault(name, usualType(name))));
        }
        return this == PUBLISHED && additional.length == 0 ? AvroOrders.published() : AvroOrders.record(fields);
    }

    static String usualType(String name) {
        return switch (name) {
            case "quantity" -> "'int'";
            case "timestamp" -> AvroOrders.MILLIS;
            case "price", "total_amount" -> AvroOrders.DECIMAL;
            default -> "'string'";
        };
    }

    /** The published schema with other types of these fields. */
    static String schemaWith(Map<String, String> types) {
        return AvroOrders.record(Arrays.stream(OrderField.values())
                .map(OrderField::jsonName)
                .map(name -> AvroOrders.field(name, types.getOrDefault(name, usualType(name))))
                .toArray(String[]::new));
    }
}
