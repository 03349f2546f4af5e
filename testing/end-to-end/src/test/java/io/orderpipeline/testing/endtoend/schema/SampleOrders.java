package io.orderpipeline.testing.endtoend.schema;

import io.orderpipeline.common.order.Order;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Valid orders at the edges of what the formats encode, and between them. */
final class SampleOrders {

    /** How many of {@link #all} have no value that a fast path may leave to the general one. */
    static final int USUAL = 200;

    private static final Instant NOON = Instant.parse("2026-01-31T12:00:00.123Z");
    private static final long YEARS_1_TO_9999 =
            Instant.parse("9999-12-31T23:59:59.999Z").toEpochMilli();

    private SampleOrders() {}

    static List<Order> all() {
        return Stream.concat(edges().stream(), usual(USUAL).stream()).toList();
    }

    /** The same in each run. */
    static List<Order> usual(int count) {
        Random random = new Random(19);
        return IntStream.range(0, count)
                .mapToObj(number -> usual(number, random))
                .toList();
    }

    private static Order usual(int number, Random random) {
        // Of any number of bits, so that encoded numbers have every length.
        int quantity = 1 + (random.nextInt(1 << 30) >>> random.nextInt(30));
        BigDecimal price = BigDecimal.valueOf(random.nextInt(1 << 20) >>> random.nextInt(20), 2);
        return new Order(
                "order-" + number,
                "Zo\u00eb \ud83d\ude00".repeat(random.nextInt(40)),
                "Chair " + random.nextInt(),
                List.of("books", "toys", "garden").get(random.nextInt(3)),
                quantity,
                price,
                Instant.ofEpochMilli(random.nextLong(YEARS_1_TO_9999) >>> random.nextInt(48)),
                price.multiply(BigDecimal.valueOf(quantity)));
    }

    private static List<Order> edges() {
        List<Order> orders = new ArrayList<>();
        orders.add(order("no texts", "", NOON, 1, "0.00"));
        orders.add(order("control characters", "a\u0000b\t\"\\\n\u007f\u2028", NOON, 1, "1.00"));
        orders.add(order("longest text", "\ud83d\ude00".repeat(1_000), NOON, 1, "1.00"));
        orders.add(order("largest quantity", "Ann", NOON, Integer.MAX_VALUE, "0.01"));
        orders.add(order("amount of more than 64 bits", "Ann", NOON, 1, "123456789012345678901234567890.12"));
        orders.add(order("largest amount of Avro", "Ann", NOON, 1, "9".repeat(36) + ".99"));
        orders.add(order("first time", "Ann", Instant.parse("0001-01-01T00:00:00Z"), 1, "1.00"));
        orders.add(order("before 1970", "Ann", Instant.ofEpochMilli(-1), 1, "1.00"));
        orders.add(order("1970", "Ann", Instant.EPOCH, 1, "1.00"));
        orders.add(order("last time", "Ann", Instant.ofEpochMilli(YEARS_1_TO_9999), 1, "1.00"));
        for (int bits = 7; bits < 40; bits += 8) {
            // Where a signed number needs one byte more.
            orders.add(order("below " + bits + " bits", "Ann", NOON, 1, cents((1L << bits) - 1)));
            orders.add(order("above " + bits + " bits", "Ann", NOON, 1, cents(1L << bits)));
        }
        return orders;
    }

    private static String cents(long number) {
        return BigDecimal.valueOf(number, 2).toPlainString();
    }

    private static Order order(String id, String text, Instant time, int quantity, String price) {
        BigDecimal amount = new BigDecimal(price);
        return new Order(
                id, text, text, "books", quantity, amount, time, amount.multiply(BigDecimal.valueOf(quantity)));
    }
}
