package io.orderpipeline.common.order;

import java.math.BigDecimal;
import java.time.Instant;

/**
 * One order, as it travels from the producer through Kafka to a row in Cassandra.
 *
 * <p>A plain carrier: whether the values make sense is decided by {@link OrderJsonReader}, which is where orders of
 * other makers come in.
 *
 * @param orderId identifies the order; our producer makes UUIDs of version 7, so that ids sort by time
 * @param category the Kafka key: it decides the partition
 * @param quantity 1 or more
 * @param price per piece, exact, at the scale in which it was sent
 * @param timestamp to the millisecond
 * @param totalAmount quantity x price
 */
public record Order(
        String orderId,
        String customerName,
        String product,
        String category,
        int quantity,
        BigDecimal price,
        Instant timestamp,
        BigDecimal totalAmount) {}
