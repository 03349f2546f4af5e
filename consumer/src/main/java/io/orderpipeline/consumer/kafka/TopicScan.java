package io.orderpipeline.consumer.kafka;

import io.orderpipeline.common.cli.UserError;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/**
 * Reads a topic up to the end it had at the start, one poll's worth of records in memory at a time; what is written
 * meanwhile is not seen, so it ends even where somebody goes on writing. One thread.
 */
public final class TopicScan implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(200);

    /** Without a record and without a step forward for as long, the broker is taken to be away. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Consumer<byte[], byte[]> consumer;
    private final String topic;
    private final BooleanSupplier stop;
    private final LongSupplier nanoTime;

    /** What is still to be read: by partition, the offset at which to end. */
    private final Map<TopicPartition, Long> ends = new HashMap<>();

    private boolean stopped;

    /**
     * @param consumer read-committed and in no group; closed by {@link #close()}
     * @param partitions how many the topic has
     * @param stop asked between polls
     */
    public TopicScan(Consumer<byte[], byte[]> consumer, String topic, int partitions, BooleanSupplier stop) {
        this(consumer, topic, partitions, stop, System::nanoTime);
    }

    TopicScan(
            Consumer<byte[], byte[]> consumer,
            String topic,
            int partitions,
            BooleanSupplier stop,
            LongSupplier nanoTime) {
        this.consumer = consumer;
        this.topic = topic;
        this.stop = stop;
        this.nanoTime = nanoTime;
        consumer.assign(IntStream.range(0, partitions)
                .mapToObj(partition -> new TopicPartition(topic, partition))
                .toList());
    }

    /** Reads everything there is. */
    public TopicScan fromBeginning() {
        return from(Long.MAX_VALUE);
    }

    /** Reads the last offsets of each partition, which are so many records, or fewer where transactions have marks. */
    public TopicScan last(long offsets) {
        return from(offsets);
    }

    private TopicScan from(long offsetsBeforeEnd) {
        try {
            Map<TopicPartition, Long> beginnings = consumer.beginningOffsets(consumer.assignment());
            consumer.endOffsets(consumer.assignment()).forEach((partition, end) -> {
                long beginning = beginnings.get(partition);
                consumer.seek(partition, Math.max(beginning, end - offsetsBeforeEnd));
                ends.put(partition, end);
            });
            forgetFinished();
            return this;
        } catch (KafkaException e) {
            throw cannotRead(e.getMessage(), e);
        }
    }

    /**
     * The next records, in the order of their offsets within each partition; none when the end is reached or the stop
     * was requested.
     *
     * @throws UserError when the broker does not go on
     */
    public List<ConsumerRecord<byte[], byte[]>> next() {
        long lastStep = nanoTime.getAsLong();
        long before = position();
        while (!ends.isEmpty() && !isStopped()) {
            List<ConsumerRecord<byte[], byte[]>> records = poll();
            forgetFinished();
            if (!records.isEmpty()) {
                return records;
            }
            if (position() != before) {
                // What transactions took back is passed over without a record.
                before = position();
                lastStep = nanoTime.getAsLong();
            } else if (nanoTime.getAsLong() - lastStep > PATIENCE.toNanos()) {
                throw cannotRead("nothing came for " + PATIENCE.toSeconds() + " s", null);
            }
        }
        return List.of();
    }

    /** Whether the reading ended before the end, by request. */
    public boolean isStopped() {
        stopped = stopped || (!ends.isEmpty() && stop.getAsBoolean());
        return stopped;
    }

    private List<ConsumerRecord<byte[], byte[]>> poll() {
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        try {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                Long end = ends.get(new TopicPartition(topic, record.partition()));
                if (end != null && record.offset() < end) {
                    records.add(record);
                }
            }
        } catch (KafkaException e) {
            throw cannotRead(e.getMessage(), e);
        }
        return records;
    }

    private long position() {
        return consumer.assignment().stream().mapToLong(consumer::position).sum();
    }

    /** A paused partition no longer brings what nobody wants. */
    private void forgetFinished() {
        List<TopicPartition> finished = ends.entrySet().stream()
                .filter(end -> consumer.position(end.getKey()) >= end.getValue())
                .map(Map.Entry::getKey)
                .toList();
        consumer.pause(finished);
        ends.keySet().removeAll(finished);
    }

    private UserError cannotRead(String reason, Throwable cause) {
        return UserError.failed(
                "cannot read the topic " + topic + ": " + reason
                        + "; is the broker running, and may we read it? consumer.jar doctor says more",
                cause);
    }

    @Override
    public void close() {
        consumer.close();
    }
}
