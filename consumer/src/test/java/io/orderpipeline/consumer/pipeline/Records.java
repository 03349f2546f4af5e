package io.orderpipeline.consumer.pipeline;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.orderpipeline.common.order.Order;
import io.orderpipeline.common.order.OrderJsonWriter;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;

/** Creates polled records. */
final class Records {

    static final String TOPIC = "orders";

    private static final OrderJsonWriter JSON = new OrderJsonWriter();

    private Records() {}

    static ConsumerRecord<byte[], byte[]> order(int partition, long offset) {
        Order order = new Order(
                "order-" + offset,
                "Ada",
                "Lamp",
                "tools",
                2,
                new BigDecimal("5.20"),
                Instant.ofEpochMilli(offset),
                new BigDecimal("10.40"));
        return record(partition, offset, JSON.write(order), new RecordHeaders());
    }

    static ConsumerRecord<byte[], byte[]> garbage(int partition, long offset) {
        return record(partition, offset, "no order".getBytes(UTF_8), new RecordHeaders());
    }

    static ConsumerRecord<byte[], byte[]> record(int partition, long offset, byte[] value, Headers headers) {
        byte[] key = "tools".getBytes(UTF_8);
        return new ConsumerRecord<>(
                TOPIC,
                partition,
                offset,
                1_000 + offset,
                TimestampType.CREATE_TIME,
                key.length,
                value == null ? -1 : value.length,
                key,
                value,
                headers,
                Optional.empty());
    }
}
