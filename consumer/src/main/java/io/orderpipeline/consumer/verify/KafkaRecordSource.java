package io.orderpipeline.consumer.verify;

import io.orderpipeline.common.cli.UserError;
import io.orderpipeline.consumer.kafka.ScanConsumers;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/**
 * Reads partitions without being a member of any group, so the group that is verified is neither disturbed nor moved.
 * One thread, for a Kafka consumer is within.
 */
final class KafkaRecordSource implements RecordSource, AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(100);

    /** Longer than a transaction of ours stays open when its process was killed: what follows it waits for its end. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final org.apache.kafka.clients.consumer.Consumer<byte[], byte[]> consumer;
    private final Runnable pulse;

    /** @param pulse run several times a second while records are read; what it throws ends the reading */
    KafkaRecordSource(Map<String, Object> kafkaSettings, Runnable pulse) {
        this.consumer = ScanConsumers.open(settings(kafkaSettings));
        this.pulse = pulse;
    }

    private static Map<String, Object> settings(Map<String, Object> fromUser) {
        Map<String, Object> settings = new HashMap<>();
        settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 2_000);
        settings.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, 4 * 1024 * 1024);
        settings.put(ConsumerConfig.CLIENT_ID_CONFIG, "verify");
        settings.putAll(fromUser);
        return settings;
    }

    @Override
    public long end(TopicPartition partition) {
        try {
            return consumer.endOffsets(List.of(partition)).get(partition);
        } catch (KafkaException e) {
            throw cannotRead(partition, e);
        }
    }

    @Override
    public void read(TopicPartition partition, long from, long to, Consumer<ConsumerRecord<byte[], byte[]>> records) {
        try {
            consumer.assign(List.of(partition));
            consumer.seek(partition, from);
            readAssigned(partition, to, records);
        } catch (KafkaException e) {
            throw cannotRead(partition, e);
        }
    }

    private void readAssigned(TopicPartition partition, long to, Consumer<ConsumerRecord<byte[], byte[]>> records) {
        long moved = System.nanoTime();
        // The position also passes what is no record: the marks of transactions, and what they took back.
        for (long position = consumer.position(partition); position < to; ) {
            pulse.run();
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                if (record.offset() < to) {
                    records.accept(record);
                }
            }
            long next = consumer.position(partition);
            if (next > position) {
                moved = System.nanoTime();
            } else if (System.nanoTime() - moved > PATIENCE.toNanos()) {
                throw UserError.failed(partition + "@" + position + " could not be read for " + PATIENCE.toSeconds()
                        + " s: the broker is away, or a transaction is open there; run verify again when it has ended");
            }
            position = next;
        }
    }

    private static UserError cannotRead(TopicPartition partition, KafkaException e) {
        return UserError.failed("cannot read " + partition + ": " + e.getMessage() + "; run verify again", e);
    }

    @Override
    public void close() {
        consumer.close(CloseOptions.timeout(Duration.ZERO));
    }
}
