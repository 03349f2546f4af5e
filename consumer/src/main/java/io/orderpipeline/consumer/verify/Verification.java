package io.orderpipeline.consumer.verify;

import io.orderpipeline.consumer.cassandra.RowReader;
import io.orderpipeline.consumer.kafka.RecordSource;
import io.orderpipeline.consumer.verify.VerifyRange.Range;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.LongSupplier;

/**
 * Compares topic, table and dead letters, one partition after the other, by partitioned (Grace) hash joins: entries go
 * to buckets in spill files, and each bucket is joined in memory. So memory depends on the number of partitions and
 * examples, and hardly on the number of orders. One thread.
 */
final class Verification {

    /** About 5 MB on both sides together. */
    private static final int ENTRIES_PER_BUCKET = 50_000;

    private static final int MIN_BUCKETS = 16;
    private static final int MAX_BUCKETS = 1_024;

    private final VerifyRange range;
    private final RecordSource topic;
    private final RowReader table;
    private final Path folder;
    private final VerifyProgress progress;
    private final LongSupplier nanoTime;
    private final RowExpiry expiry;
    private final Map<Integer, PartitionFindings> partitions = new TreeMap<>();

    /** @param folder for temporary files; the caller deletes it */
    Verification(
            VerifyRange range,
            RecordSource topic,
            RowReader table,
            Path folder,
            VerifyProgress progress,
            LongSupplier nanoTime,
            InstantSource clock) {
        this.range = range;
        this.topic = topic;
        this.table = table;
        this.folder = folder;
        this.progress = progress;
        this.nanoTime = nanoTime;
        this.expiry = new RowExpiry(table.timeToLive(), clock);
    }

    VerifyReport run() throws InterruptedException {
        long start = nanoTime.getAsLong();
        DeadLetterComparison deadLetters = new DeadLetterComparison(range, folder, buckets(), this::findings);
        readDeadLetters(deadLetters);
        TreeSet<Integer> numbers = new TreeSet<>(range.orders().keySet());
        numbers.addAll(table.partitions());
        for (int partition : numbers) {
            compareOrders(partition, deadLetters);
        }
        progress.phase("Comparing dead letters");
        deadLetters.compare(progress);
        return report(deadLetters, start);
    }

    private void readDeadLetters(DeadLetterComparison deadLetters) {
        for (Map.Entry<Integer, Range> part : range.deadLetters().entrySet()) {
            progress.phase("Reading dead letters, partition " + part.getKey());
            Range offsets = part.getValue();
            topic.read(range.deadLetterPartition(part.getKey()), offsets.from(), offsets.to(), deadLetter -> {
                progress.record();
                deadLetters.addFound(deadLetter);
            });
        }
    }

    private void compareOrders(int partition, DeadLetterComparison deadLetters) throws InterruptedException {
        progress.phase("Reading partition " + partition);
        try (OrderComparison orders =
                new OrderComparison(findings(partition), deadLetters, table, expiry, progress, folder, buckets())) {
            orders.read(range, topic);
            progress.phase("Comparing partition " + partition);
            orders.compare();
        }
    }

    private VerifyReport report(DeadLetterComparison deadLetters, long start) throws InterruptedException {
        progress.phase("Reading examples");
        Examples examples = new Examples(range, topic, table);
        List<PartitionReport> reports = new ArrayList<>();
        for (PartitionFindings findings : partitions.values()) {
            reports.add(findings.report(examples.of(findings)));
        }
        Duration elapsed = Duration.ofNanos(nanoTime.getAsLong() - start);
        return new VerifyReport(range, reports, deadLetters.ofOtherTopics(), elapsed);
    }

    private PartitionFindings findings(int partition) {
        return partitions.computeIfAbsent(partition, none -> new PartitionFindings(none, range.offsets(none)));
    }

    private int buckets() {
        long wanted = range.recordsOfLargestPartition() / ENTRIES_PER_BUCKET;
        return (int) Math.max(MIN_BUCKETS, Math.min(MAX_BUCKETS, wanted));
    }
}
