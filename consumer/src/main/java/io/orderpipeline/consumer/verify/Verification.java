package io.orderpipeline.consumer.verify;

import io.orderpipeline.consumer.cassandra.RowReader;
import io.orderpipeline.consumer.kafka.OrderDecoder;
import io.orderpipeline.consumer.kafka.ParallelScan;
import io.orderpipeline.consumer.kafka.RecordSource;
import io.orderpipeline.consumer.verify.VerifyRange.Range;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Compares topic, table and dead letters by partitioned (Grace) hash joins: entries go to buckets in spill files, and
 * each bucket is joined in memory. A few partitions are compared in parallel, each on one thread from its first row to
 * its last bucket. So memory depends on the number of threads, partitions and examples, and hardly on the number of
 * orders. Used by one thread.
 */
final class Verification {

    /** About 5 MB on both sides together. */
    private static final int ENTRIES_PER_BUCKET = 50_000;

    private static final int MIN_BUCKETS = 16;

    /** Keeps the buffers of both sides below 10 MB. The join splits a bucket that is too large for memory. */
    private static final int MAX_BUCKETS = 256;

    private final VerifyRange range;
    private final Supplier<RecordSource> topics;
    private final OrderDecoder decoder;
    private final RowReader table;
    private final Path folder;
    private final VerifyProgress progress;
    private final LongSupplier nanoTime;
    private final RowExpiry expiry;
    private final Map<Integer, PartitionFindings> partitions = new TreeMap<>();

    /**
     * @param topics opens a source for one thread, which closes it
     * @param table for all threads
     * @param folder for temporary files; the caller deletes it
     */
    Verification(
            VerifyRange range,
            Supplier<RecordSource> topics,
            OrderDecoder decoder,
            RowReader table,
            Path folder,
            VerifyProgress progress,
            LongSupplier nanoTime,
            InstantSource clock) {
        this.range = range;
        this.topics = topics;
        this.decoder = decoder;
        this.table = table;
        this.folder = folder;
        this.progress = progress;
        this.nanoTime = nanoTime;
        this.expiry = new RowExpiry(table.timeToLive(), clock);
    }

    VerifyReport run() throws InterruptedException {
        long start = nanoTime.getAsLong();
        DeadLetterComparison deadLetters = new DeadLetterComparison(range, folder, buckets(), this::findings);
        try (RecordSource topic = topics.get()) {
            readDeadLetters(topic, deadLetters);
            compareOrders(deadLetters);
            progress.phase("Comparing dead letters");
            deadLetters.compare(progress);
            return report(topic, deadLetters, start);
        }
    }

    private void readDeadLetters(RecordSource topic, DeadLetterComparison deadLetters) {
        for (Map.Entry<Integer, Range> part : range.deadLetters().entrySet()) {
            progress.phase("Reading dead letters, partition " + part.getKey());
            Range offsets = part.getValue();
            topic.read(range.deadLetterPartition(part.getKey()), offsets.from(), offsets.to(), deadLetter -> {
                progress.record();
                deadLetters.addFound(deadLetter);
            });
        }
    }

    private void compareOrders(DeadLetterComparison deadLetters) throws InterruptedException {
        progress.phase("Comparing orders");
        TreeSet<Integer> numbers = new TreeSet<>(range.orders().keySet());
        numbers.addAll(table.partitions());
        List<PartitionFindings> all = numbers.stream().map(this::findings).toList();
        ParallelScan.run(
                "verify",
                all,
                Integer.MAX_VALUE,
                topics,
                (findings, topic) -> compareOrders(findings, topic, deadLetters));
    }

    private void compareOrders(PartitionFindings findings, RecordSource topic, DeadLetterComparison deadLetters)
            throws InterruptedException {
        try (OrderComparison orders =
                new OrderComparison(findings, deadLetters, decoder, table, expiry, progress, folder, buckets())) {
            orders.read(range, topic);
            orders.compare();
        }
    }

    private VerifyReport report(RecordSource topic, DeadLetterComparison deadLetters, long start)
            throws InterruptedException {
        progress.phase("Reading examples");
        Examples examples = new Examples(range, topic, decoder, table, progress);
        List<PartitionReport> reports = new ArrayList<>();
        for (PartitionFindings findings : partitions.values()) {
            reports.add(findings.report(examples.of(findings)));
        }
        Duration elapsed = Duration.ofNanos(nanoTime.getAsLong() - start);
        Optional<String> absentTable = table instanceof NoTable absent ? Optional.of(absent.name()) : Optional.empty();
        return new VerifyReport(range, reports, deadLetters.ofOtherTopics(), absentTable, elapsed);
    }

    private PartitionFindings findings(int partition) {
        return partitions.computeIfAbsent(partition, none -> new PartitionFindings(none, range));
    }

    private int buckets() {
        long wanted = range.recordsOfLargestPartition() / ENTRIES_PER_BUCKET;
        return (int) Math.max(MIN_BUCKETS, Math.min(MAX_BUCKETS, wanted));
    }
}
