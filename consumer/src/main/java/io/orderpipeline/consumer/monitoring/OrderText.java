package io.orderpipeline.consumer.monitoring;

import java.math.BigDecimal;
import java.util.Objects;

/** Formats column values of stored orders for people. Columns may be null, because rows can be edited by hand. */
public final class OrderText {

    private OrderText() {}

    /** The first letter of a customer's name: screens and logs must not contain personal data. */
    public static String masked(String name) {
        if (name == null) {
            return "-";
        }
        return name.isEmpty() ? "" : name.substring(0, name.offsetByCodePoints(0, 1)) + "***";
    }

    public static String of(Object value) {
        return of(value, "-");
    }

    public static String of(Object value, String absent) {
        return value instanceof BigDecimal amount ? amount.toPlainString() : Objects.toString(value, absent);
    }
}
