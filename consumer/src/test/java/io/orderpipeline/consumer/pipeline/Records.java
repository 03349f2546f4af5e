package io.orderpipeline.consumer.pipeline;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.orderpipeline.common.order.Order;
import io.orderpipeline.common.order.OrderJsonWriter;
import io.orderpipeline.consumer.cassandra.row.LogGenerations;
import io.orderpipeline.consumer.cassandra.row.TableState;
import io.orderpipeline.consumer.kafka.OrderDecoder;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;

/** Creates polled records. */
final class Records {

    static final LogBase.Start START = new LogBase.Start(
            0, new LogGenerations.Log("cluster", "topic"), LogGenerations.Past.NONE, new OffsetAndMetadata(0));

    static final String TOPIC = "orders";

    /** Without a schema registry. */
    static final OrderDecoder DECODER = new OrderDecoder(Optional.empty());

    static final TableState TABLE_STATE =
            new TableState(new TableState.Mark(new UUID(1, 2), Instant.parse("2026-11-22T18:00:00Z")), Instant.EPOCH);

    private static final OrderJsonWriter JSON = new OrderJsonWriter();

    private Records() {}

    static ConsumerRecord<byte[], byte[]> order(int partition, long offset) {
        return order(partition, offset, "Ada");
    }

    static ConsumerRecord<byte[], byte[]> order(int partition, long offset, String customer) {
        Order order = new Order(
                "order-" + offset,
                customer,
                "Lamp",
                "tools",
                2,
                new BigDecimal("5.20"),
                Instant.ofEpochMilli(offset),
                new BigDecimal("10.40"));
        return record(partition, offset, JSON.write(order), new RecordHeaders());
    }

    /** An order that the leader of this epoch has appended. */
    static ConsumerRecord<byte[], byte[]> order(int partition, long offset, int epoch) {
        ConsumerRecord<byte[], byte[]> record = order(partition, offset);
        return new ConsumerRecord<>(
                record.topic(),
                partition,
                offset,
                record.timestamp(),
                record.timestampType(),
                record.serializedKeySize(),
                record.serializedValueSize(),
                record.key(),
                record.value(),
                record.headers(),
                Optional.of(epoch));
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
