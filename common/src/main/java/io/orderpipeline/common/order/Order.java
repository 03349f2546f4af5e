package io.orderpipeline.common.order;

import java.math.BigDecimal;
import java.time.Instant;

/**
 * One order: the content of a Kafka record and of a Cassandra row.
 *
 * <p>Does not validate: {@link OrderJsonReader} does, where orders of other producers arrive.
 *
 * @param orderId identifies the order; our producer uses version 7 UUIDs, which sort by time
 * @param category the Kafka key: it decides the partition
 * @param price per piece, exact, with the scale of the record
 * @param timestamp to the millisecond
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
