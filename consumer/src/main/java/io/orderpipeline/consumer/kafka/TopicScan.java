package io.orderpipeline.consumer.kafka;

import io.orderpipeline.common.cli.ErrorText;
import io.orderpipeline.common.cli.NativeLibraryFailure;
import io.orderpipeline.common.cli.UserError;
import io.orderpipeline.common.kafka.ClientFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/**
 * Reads a topic without a group up to the end offsets seen at the start, with one poll's records in memory at a time.
 * Records written meanwhile are not read, so the scan ends while producers go on. One thread.
 */
public final class TopicScan implements RecordSource, RecordBatches {

    /** How long to wait without progress, for scans that an open transaction need not delay. */
    static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final Duration POLL = Duration.ofMillis(100);

    /** For one request; the default of a minute would look like a program that hangs. */
    private static final int REQUEST_LIMIT_MS = 10_000;

    private static final long MOST_POLL_BYTES = 16 << 20;

    private final Consumer<byte[], byte[]> consumer;
    private final Duration patience;
    private final BooleanSupplier stop;
    private final LongSupplier nanoTime;

    /** The partitions still to be read, with the offsets at which to end. */
    private final Map<TopicPartition, Long> ends = new HashMap<>();

    private boolean stopped;

    /** @param consumer read-committed and in no group; closed by {@link #close()} */
    TopicScan(Consumer<byte[], byte[]> consumer, Duration patience, BooleanSupplier stop, LongSupplier nanoTime) {
        this.consumer = consumer;
        this.patience = patience;
        this.stop = stop;
        this.nanoTime = nanoTime;
    }

    /**
     * Does not read anything yet.
     *
     * @param kafka settings for every Kafka client, bootstrap servers included
     * @param patience how long to wait for a record or a step forward
     * @param stop checked between polls; what it throws ends the scan
     */
    public static TopicScan open(Map<String, Object> kafka, Duration patience, BooleanSupplier stop) {
        return new TopicScan(newConsumer(kafka), patience, stop, System::nanoTime);
    }

    /** A consumer that leaves no trace: no group, no commits, no topic created by a request for it. */
    public static Consumer<byte[], byte[]> newConsumer(Map<String, Object> kafka) {
        Map<String, Object> settings = new HashMap<>();
        // A fetch at the end of a partition delays the next seek, and the close, until the broker has waited this long.
        settings.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, 20);
        settings.putAll(kafka);
        settings.remove(ConsumerConfig.GROUP_ID_CONFIG);
        settings.remove(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG);
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        // A reset after an offset was deleted would skip records silently.
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        settings.put(ConsumerConfig.ENABLE_METRICS_PUSH_CONFIG, false);
        settings.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, REQUEST_LIMIT_MS);
        settings.put(ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, REQUEST_LIMIT_MS);
        return ClientFactory.createNow(settings, () -> BoundedConsumer.of(settings, pollBytes(), Integer.MAX_VALUE));
    }

    private static int pollBytes() {
        return (int) Math.min(MOST_POLL_BYTES, Runtime.getRuntime().maxMemory() / 16);
    }

    /** Starts at the first record of each partition. */
    public TopicScan fromBeginning(String topic, int partitions) {
        return last(topic, partitions, Long.MAX_VALUE);
    }

    /** Starts so many offsets before the end of each partition; transaction markers among them are not records. */
    public TopicScan last(String topic, int partitions, long offsets) {
        List<TopicPartition> all = IntStream.range(0, partitions)
                .mapToObj(partition -> new TopicPartition(topic, partition))
                .toList();
        try {
            consumer.assign(all);
            Map<TopicPartition, Long> beginnings = consumer.beginningOffsets(all);
            consumer.endOffsets(all).forEach((partition, end) -> {
                consumer.seek(partition, Math.max(beginnings.get(partition), end - offsets));
                ends.put(partition, end);
            });
            removeFinished();
            return this;
        } catch (KafkaException e) {
            throw cannotRead(all, e);
        }
    }

    @Override
    public long end(TopicPartition partition) {
        try {
            return consumer.endOffsets(List.of(partition)).get(partition);
        } catch (KafkaException e) {
            throw cannotRead(List.of(partition), e);
        }
    }

    @Override
    public long beginning(TopicPartition partition) {
        try {
            return consumer.beginningOffsets(List.of(partition)).get(partition);
        } catch (KafkaException e) {
            throw cannotRead(List.of(partition), e);
        }
    }

    @Override
    public void read(
            TopicPartition partition,
            long from,
            long to,
            java.util.function.Consumer<ConsumerRecord<byte[], byte[]>> records) {
        consumer.assign(List.of(partition));
        // An earlier read of the partition has paused it, which an assignment does not change.
        consumer.resume(List.of(partition));
        consumer.seek(partition, from);
        ends.put(partition, to);
        removeFinished();
        forEach(records);
    }

    /** Passes on all records that are left. */
    public void forEach(java.util.function.Consumer<ConsumerRecord<byte[], byte[]>> action) {
        for (var batch = next(); !batch.isEmpty(); batch = next()) {
            batch.forEach(action);
        }
    }

    /**
     * In the order of offsets within each partition.
     *
     * @throws UserError when the broker makes no progress
     */
    @Override
    public List<ConsumerRecord<byte[], byte[]>> next() {
        try {
            long lastStep = nanoTime.getAsLong();
            long before = position();
            while (!ends.isEmpty() && !isStopped()) {
                List<ConsumerRecord<byte[], byte[]>> records = poll();
                removeFinished();
                if (!records.isEmpty()) {
                    return records;
                }
                if (position() != before) {
                    // Aborted records and transaction markers are passed without a record.
                    before = position();
                    lastStep = nanoTime.getAsLong();
                } else if (nanoTime.getAsLong() - lastStep > patience.toNanos()) {
                    throw noProgress();
                }
            }
            return List.of();
        } catch (KafkaException e) {
            throw cannotRead(consumer.assignment(), e);
        }
    }

    @Override
    public boolean isStopped() {
        stopped = stopped || (!ends.isEmpty() && stop.getAsBoolean());
        return stopped;
    }

    private List<ConsumerRecord<byte[], byte[]>> poll() {
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
            Long end = ends.get(new TopicPartition(record.topic(), record.partition()));
            if (end != null && record.offset() < end) {
                records.add(record);
            }
        }
        return records;
    }

    private long position() {
        return consumer.assignment().stream().mapToLong(consumer::position).sum();
    }

    /** Pauses finished partitions, so that their later records are not fetched. */
    private void removeFinished() {
        List<TopicPartition> finished = ends.entrySet().stream()
                .filter(end -> consumer.position(end.getKey()) >= end.getValue())
                .map(Map.Entry::getKey)
                .toList();
        consumer.pause(finished);
        ends.keySet().removeAll(finished);
    }

    private UserError noProgress() {
        TopicPartition partition = ends.keySet().iterator().next();
        return UserError.failed("cannot read " + partition + "@" + consumer.position(partition) + ": no record for "
                + patience.toSeconds() + " s; the broker is unavailable, or a transaction is open there. Run this again"
                + " when it has ended; consumer.jar doctor says more");
    }

    private static UserError cannotRead(Collection<TopicPartition> partitions, KafkaException e) {
        TopicPartition first = partitions.iterator().next();
        NativeLibraryFailure.throwIfPresent(e);
        return UserError.failed(
                "cannot read " + (partitions.size() == 1 ? first : "the topic " + first.topic()) + ": "
                        + ErrorText.of(e)
                        + "; is the broker running, and may we read the topic? consumer.jar doctor says more",
                e);
    }

    /** Nothing waits for the consumer: it is in no group. */
    @Override
    public void close() {
        consumer.close(CloseOptions.timeout(Duration.ZERO));
    }
}
