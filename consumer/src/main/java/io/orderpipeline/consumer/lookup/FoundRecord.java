package io.orderpipeline.consumer.lookup;

import io.orderpipeline.common.order.DecodeResult;
import io.orderpipeline.consumer.deadletter.DeadLetterRecord;
import io.orderpipeline.consumer.deadletter.RecordPosition;
import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * A record of an order: one that decodes to it, or an invalid one whose bytes contain its id.
 *
 * @param time in Kafka, of the producer or of the broker, as the topic is configured
 * @param key the beginning as text; empty without a key
 * @param size of key and value, in bytes
 * @param replayOf the original record when this one was sent by {@code dead-letters replay}
 */
record FoundRecord(
        RecordPosition position,
        Instant time,
        Optional<String> key,
        int size,
        DecodeResult result,
        Optional<RecordPosition> replayOf) {

    static FoundRecord of(ConsumerRecord<byte[], byte[]> record, DecodeResult result) {
        return new FoundRecord(
                RecordPosition.of(record),
                Instant.ofEpochMilli(record.timestamp()),
                Optional.ofNullable(record.key()).map(ShortText::of),
                Math.max(0, record.serializedKeySize()) + Math.max(0, record.serializedValueSize()),
                result,
                DeadLetterRecord.replayOf(record));
    }

    RecordIdentity identity() {
        return new RecordIdentity(position, time);
    }

    int partition() {
        return position.partition();
    }

    long offset() {
        return position.offset();
    }

    boolean isValid() {
        return result instanceof DecodeResult.Valid;
    }
}
