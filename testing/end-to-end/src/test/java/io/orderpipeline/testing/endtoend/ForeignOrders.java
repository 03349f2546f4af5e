package io.orderpipeline.testing.endtoend;

import io.orderpipeline.testing.oracle.RowValues;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;

/** Orders as foreign clients write them, each on one line, and their expected rows. */
final class ForeignOrders {

    static final String NUMBERS_AS_TEXT = "{\"order_id\":\"f1\",\"customer_name\":\"Zoë\",\"product\":\"Atlas\","
            + "\"category\":\"books\",\"quantity\":\"3\",\"price\":\"19.90\","
            + "\"timestamp\":\"2026-11-22T20:00:00.5+01:00\",\"total_amount\":\"59.70\"}";

    static final String EXTRA_FIELD = "{\"order_id\":\"f2\",\"customer_name\":\"Bo\",\"product\":\"Kite\","
            + "\"category\":\"toys\",\"quantity\":1,\"price\":7,\"timestamp\":\"2026-11-22T19:00:00Z\","
            + "\"total_amount\":7.00,\"gift\":{\"wrapped\":true}}";

    static final String EPOCH_MILLISECONDS = "{\"order_id\":\"f3\",\"customer_name\":\"\",\"product\":\"Drum\","
            + "\"category\":\"music\",\"quantity\":2,\"price\":1.5,\"timestamp\":1763838000123,\"total_amount\":3.0}";

    static final List<RowValues> STORED = List.of(
            new RowValues(
                    "f1",
                    "Zoë",
                    "Atlas",
                    "books",
                    3,
                    new BigDecimal("19.90"),
                    Instant.parse("2026-11-22T19:00:00.500Z"),
                    new BigDecimal("59.70")),
            new RowValues(
                    "f2",
                    "Bo",
                    "Kite",
                    "toys",
                    1,
                    new BigDecimal("7"),
                    Instant.parse("2026-11-22T19:00:00Z"),
                    new BigDecimal("7.00")),
            new RowValues(
                    "f3",
                    "",
                    "Drum",
                    "music",
                    2,
                    new BigDecimal("1.5"),
                    Instant.ofEpochMilli(1_763_838_000_123L),
                    new BigDecimal("3.0")));

    private ForeignOrders() {}

    /** @param timestamp as a JSON literal */
    static String json(String orderId, int quantity, String price, String timestamp, String total) {
        String form = "{\"order_id\":\"%s\",\"customer_name\":\"Ann\",\"product\":\"Map\",\"category\":\"books\","
                + "\"quantity\":%d,\"price\":%s,\"timestamp\":%s,\"total_amount\":%s}";
        return form.formatted(orderId, quantity, price, timestamp, total);
    }

    static RowValues stored(String orderId, int quantity, String price, Instant timestamp, String total) {
        return new RowValues(
                orderId, "Ann", "Map", "books", quantity, new BigDecimal(price), timestamp, new BigDecimal(total));
    }
}
