package io.orderpipeline.common.order;

import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;

/** Collects the fields of one order in any sequence and validates the total. One thread. */
final class OrderBuilder {

    private final Set<OrderField> missing = EnumSet.allOf(OrderField.class);
    private String orderId;
    private String customerName;
    private String product;
    private String category;
    private int quantity;
    private BigDecimal price;
    private Instant timestamp;
    private BigDecimal totalAmount;

    /** Parses the current value of {@code json}. */
    void add(OrderField field, JsonParser json) throws IOException, InvalidOrderException {
        if (!missing.remove(field)) {
            throw new InvalidOrderException(InvalidReason.DUPLICATE_FIELD, field.jsonName() + " occurs twice");
        }
        switch (field) {
            case ORDER_ID -> orderId = FieldParser.nonBlankText(field, json);
            case CUSTOMER_NAME -> customerName = FieldParser.text(field, json);
            case PRODUCT -> product = FieldParser.text(field, json);
            case CATEGORY -> category = FieldParser.nonBlankText(field, json);
            case QUANTITY -> quantity = FieldParser.quantity(field, json);
            case PRICE -> price = FieldParser.amount(field, json);
            case TIMESTAMP -> timestamp = FieldParser.timestamp(field, json);
            case TOTAL_AMOUNT -> totalAmount = FieldParser.amount(field, json);
        }
    }

    Order order() throws InvalidOrderException {
        if (!missing.isEmpty()) {
            OrderField first = missing.iterator().next();
            throw new InvalidOrderException(InvalidReason.MISSING_FIELD, first.jsonName() + " is missing");
        }
        if (totalAmount.compareTo(price.multiply(BigDecimal.valueOf(quantity))) != 0) {
            throw new InvalidOrderException(InvalidReason.TOTAL_MISMATCH, "total_amount is not quantity x price");
        }
        return new Order(orderId, customerName, product, category, quantity, price, timestamp, totalAmount);
    }
}
