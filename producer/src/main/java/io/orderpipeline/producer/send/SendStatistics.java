package io.orderpipeline.producer.send;

import io.orderpipeline.common.cli.ErrorText;
import io.orderpipeline.producer.generator.Category;
import io.orderpipeline.producer.generator.RecordKind;
import java.time.Duration;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.LongAccumulator;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.Recorder;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;

/**
 * Counts the records of a run: made = acknowledged + failed + in flight. The sending thread and the client's I/O thread
 * write, any thread reads, and none of them waits for another.
 */
public final class SendStatistics {

    private static final int LATENCY_DIGITS = 3;

    private final Map<RecordKind, LongAdder> made = new EnumMap<>(RecordKind.class);
    private final Map<RecordKind, LongAdder> acknowledged = new EnumMap<>(RecordKind.class);
    private final Map<Category, LongAdder> categories = new EnumMap<>(Category.class);
    private final Map<Integer, PartitionCounter> partitions = new ConcurrentHashMap<>();
    private final Map<String, Failure> failures = new ConcurrentSkipListMap<>();
    private volatile boolean clientRejected;
    private final Recorder latency = new Recorder(LATENCY_DIGITS);
    private final Histogram latencySinceStart = new Histogram(LATENCY_DIGITS);

    private record PartitionCounter(LongAdder acknowledged, LongAccumulator lastOffset) {}

    private record Failure(String example, LongAdder count) {}

    public SendStatistics(int partitionCount) {
        Stream.of(RecordKind.values()).forEach(kind -> {
            made.put(kind, new LongAdder());
            acknowledged.put(kind, new LongAdder());
        });
        Stream.of(Category.values()).forEach(category -> categories.put(category, new LongAdder()));
        for (int partition = 0; partition < partitionCount; partition++) {
            counter(partition);
        }
    }

    /** The client has accepted a record. */
    public void made(RecordKind kind) {
        made.get(kind).increment();
    }

    /** @param latencyNanos from the intended time to the acknowledgement */
    public void acknowledged(RecordKind kind, Category category, int partition, long offset, long latencyNanos) {
        acknowledged.get(kind).increment();
        categories.get(category).increment();
        PartitionCounter counter = counter(partition);
        counter.acknowledged().increment();
        counter.lastOffset().accumulate(offset);
        latency.recordValue(Math.max(0, latencyNanos / 1_000));
    }

    /**
     * A record failed for good.
     *
     * @param where the topic-partition, or the topic when the partition is unknown
     */
    public void failed(Exception error, Object where) {
        failures.computeIfAbsent(
                        ErrorText.kind(error),
                        kind -> new Failure("first for " + where + ": " + ErrorText.of(error), new LongAdder()))
                .count()
                .increment();
        clientRejected |= error instanceof AuthorizationException || error instanceof AuthenticationException;
    }

    public long failedCount() {
        return failures.values().stream()
                .mapToLong(failure -> failure.count().sum())
                .sum();
    }

    /** True when the broker rejects this client, so that every further record would fail too. */
    boolean isClientRejected() {
        return clientRejected;
    }

    long acknowledgedCount() {
        return sum(acknowledged);
    }

    /** An estimate while records are being sent, exact afterwards. */
    public long inFlightCount() {
        return Math.max(0, sum(made) - sum(acknowledged) - failedCount());
    }

    public Map<RecordKind, Long> madeByKind() {
        return sums(made);
    }

    public Map<Integer, Long> acknowledgedByPartition() {
        Map<Integer, Long> counts = new TreeMap<>();
        partitions.forEach(
                (number, counter) -> counts.put(number, counter.acknowledged().sum()));
        return counts;
    }

    Map<Category, Long> acknowledgedByCategory() {
        return sums(categories);
    }

    /** A copy, in microseconds since the start. Recording threads do not wait for it. */
    public synchronized Histogram latency() {
        latencySinceStart.add(latency.getIntervalHistogram());
        return latencySinceStart.copy();
    }

    /** Exact once nothing is being sent; before that, records may be acknowledged meanwhile. */
    public SendReport report(SendPlan plan, Duration elapsed, Duration largestLag) {
        // Before the records that were made, so that none is acknowledged and not made.
        Map<RecordKind, Long> acknowledgedByKind = sums(acknowledged);
        long failed = failedCount();
        Map<Integer, SendReport.Partition> byPartition = new TreeMap<>();
        partitions.forEach((number, counter) -> byPartition.put(
                number,
                new SendReport.Partition(
                        counter.acknowledged().sum(), counter.lastOffset().get())));
        return new SendReport(
                plan,
                elapsed,
                largestLag,
                sums(made),
                acknowledgedByKind,
                failed,
                describeFailures(),
                byPartition,
                sums(categories),
                latency());
    }

    private List<String> describeFailures() {
        return failures.entrySet().stream()
                .map(entry -> entry.getValue().count() + " x " + entry.getKey() + ", "
                        + entry.getValue().example())
                .toList();
    }

    private PartitionCounter counter(int partition) {
        return partitions.computeIfAbsent(
                partition, number -> new PartitionCounter(new LongAdder(), new LongAccumulator(Math::max, -1)));
    }

    private static long sum(Map<?, LongAdder> counters) {
        return counters.values().stream().mapToLong(LongAdder::sum).sum();
    }

    private static <K extends Enum<K>> Map<K, Long> sums(Map<K, LongAdder> counters) {
        Map<K, Long> sums = new EnumMap<>(counters.keySet().iterator().next().getDeclaringClass());
        counters.forEach((key, counter) -> sums.put(key, counter.sum()));
        return Collections.unmodifiableMap(sums);
    }
}
