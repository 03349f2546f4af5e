package io.orderpipeline.common.order.avro;

import io.orderpipeline.common.order.Order;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;

/** Random orders within the limits of all styles. */
final class RandomOrders {

    private static final List<String> TEXTS =
            List.of("", "Ada", "Zo\u00eb \"Z\" \\", "\u5317\u4eac", "\ud83d\ude00 \u0000\n", "{}");

    private final Random random;

    RandomOrders(long seed) {
        random = new Random(seed);
    }

    Order next() {
        int quantity = 1 + random.nextInt(random.nextBoolean() ? 9 : 1_000_000);
        BigDecimal price = BigDecimal.valueOf(random.nextInt(100_000_000), 2);
        return new Order(
                new UUID(random.nextLong(), random.nextLong()).toString(),
                TEXTS.get(random.nextInt(TEXTS.size())),
                TEXTS.get(random.nextInt(TEXTS.size())),
                random.nextBoolean() ? "tools" : "furniture",
                quantity,
                price,
                Instant.ofEpochMilli(random.nextInt() * 1_000L + random.nextInt(1_000)),
                price.multiply(BigDecimal.valueOf(quantity)));
    }

    /** By the names of the schema. */
    static Map<String, Object> fields(Order order) {
        Map<String, Object> fields = new HashMap<>();
        fields.put("order_id", order.orderId());
        fields.put("customer_name", order.customerName());
        fields.put("product", order.product());
        fields.put("category", order.category());
        fields.put("quantity", order.quantity());
        fields.put("price", order.price());
        fields.put("timestamp", order.timestamp());
        fields.put("total_amount", order.totalAmount());
        return fields;
    }
}
