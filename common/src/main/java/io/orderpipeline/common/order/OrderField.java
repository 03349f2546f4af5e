package io.orderpipeline.common.order;

import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The fields of the order schema, with their names in JSON and in the table. */
public enum OrderField {
    ORDER_ID("order_id"),
    CUSTOMER_NAME("customer_name"),
    PRODUCT("product"),
    CATEGORY("category"),
    QUANTITY("quantity"),
    PRICE("price"),
    TIMESTAMP("timestamp"),
    TOTAL_AMOUNT("total_amount");

    private static final Map<String, OrderField> BY_NAME =
            Stream.of(values()).collect(Collectors.toUnmodifiableMap(OrderField::jsonName, Function.identity()));

    private final String jsonName;

    OrderField(String jsonName) {
        this.jsonName = jsonName;
    }

    public String jsonName() {
        return jsonName;
    }

    /** Null for an unknown name. */
    public static OrderField named(String jsonName) {
        return BY_NAME.get(jsonName);
    }
}
