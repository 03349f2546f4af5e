package io.orderpipeline.consumer.lookup;

import io.orderpipeline.common.order.DecodeResult;
import io.orderpipeline.consumer.deadletter.DeadLetterRecord;
import io.orderpipeline.consumer.deadletter.RecordPosition;
import io.orderpipeline.consumer.deadletter.SafePreview;
import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * A record of an order: one that has its id, or an invalid one whose bytes contain it and whose id cannot be read.
 *
 * @param time in Kafka, of the producer or of the broker, as the topic is configured
 * @param key the beginning as text; empty without a key
 * @param size of key and value, in bytes
 * @param isCertain whether it has the id of the order; otherwise the id may be part of anything else
 * @param replayOf the original record when this one was sent by {@code dead-letters replay}
 */
record FoundRecord(
        RecordPosition position,
        Instant time,
        Optional<String> key,
        int size,
        DecodeResult result,
        boolean isCertain,
        Optional<RecordPosition> replayOf) {

    /** Of the key: reports in memory must be small. */
    private static final int MOST_CHARACTERS = 200;

    static FoundRecord of(ConsumerRecord<byte[], byte[]> record, DecodeResult result, boolean isCertain) {
        return new FoundRecord(
                RecordPosition.of(record),
                Instant.ofEpochMilli(record.timestamp()),
                Optional.ofNullable(record.key()).map(key -> SafePreview.shortened(key, MOST_CHARACTERS)),
                Math.max(0, record.serializedKeySize()) + Math.max(0, record.serializedValueSize()),
                result,
                isCertain,
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
