package io.orderpipeline.consumer.verify;

import io.orderpipeline.consumer.cassandra.RowReader;
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
 * Compares topic, table and dead letters, a partition after the other. What is read becomes entries in buckets on disk,
 * and each bucket is compared in memory: so memory depends on the number of partitions and examples, and hardly on the
 * number of orders. One thread.
 */
final class Verification {

    /** Of about 5 MB each on both sides together when they are full, and no fewer than needed for that. */
    private static final int ENTRIES_IN_A_BUCKET = 50_000;

    private static final int FEWEST_BUCKETS = 16;
    private static final int MOST_BUCKETS = 1_024;

    private final VerifyRange scope;
    private final RecordSource topic;
    private final RowReader table;
    private final Path folder;
    private final VerifyProgress progress;
    private final LongSupplier nanoTime;
    private final RowExpiry expiry;
    private final Map<Integer, PartitionFindings> partitions = new TreeMap<>();

    /** @param folder for temporary files; the caller deletes it */
    Verification(
            VerifyRange scope,
            RecordSource topic,
            RowReader table,
            Path folder,
            VerifyProgress progress,
            LongSupplier nanoTime,
            InstantSource clock) {
        this.scope = scope;
        this.topic = topic;
        this.table = table;
        this.folder = folder;
        this.progress = progress;
        this.nanoTime = nanoTime;
        this.expiry = new RowExpiry(table.timeToLive(), clock);
    }

    VerifyReport run() throws InterruptedException {
        long start = nanoTime.getAsLong();
        DeadLetterComparison letters = new DeadLetterComparison(scope, folder, buckets());
        readLetters(letters);
        TreeSet<Integer> numbers = new TreeSet<>(scope.orders().keySet());
        numbers.addAll(table.partitions());
        for (int partition : numbers) {
            compareOrders(partition, letters);
        }
        progress.phase("Comparing dead letters");
        letters.judge(new DeadLetterMatcher(this::findings), progress);
        return report(letters, start);
    }

    private void readLetters(DeadLetterComparison letters) {
        for (Map.Entry<Integer, Range> part : scope.letters().entrySet()) {
            progress.phase("Reading dead letters, partition " + part.getKey());
            Range range = part.getValue();
            topic.read(scope.ofLetters(part.getKey()), range.from(), range.to(), letter -> {
                progress.record();
                letters.found(letter);
            });
        }
    }

    private void compareOrders(int partition, DeadLetterComparison letters) throws InterruptedException {
        progress.phase("Reading partition " + partition);
        try (SpillFiles records = new SpillFiles(folder, "records", buckets());
                SpillFiles rows = new SpillFiles(folder, "rows", buckets())) {
            OffsetSet expired = new OffsetSet();
            new PartitionPass(findings(partition), letters, records, rows, progress, expiry, expired)
                    .read(scope, topic, table);
            progress.phase("Comparing partition " + partition);
            OrderMatcher judge = new OrderMatcher(findings(partition), expired, table.addedColumns());
            HashJoin.join(records, rows, judge, progress);
        }
    }

    private VerifyReport report(DeadLetterComparison letters, long start) throws InterruptedException {
        progress.phase("Looking at examples");
        Examples examples = new Examples(scope, topic, table);
        List<PartitionReport> reports = new ArrayList<>();
        for (PartitionFindings findings : partitions.values()) {
            reports.add(findings.report(examples.of(findings)));
        }
        Duration elapsed = Duration.ofNanos(nanoTime.getAsLong() - start);
        return new VerifyReport(scope, reports, letters.ofOtherTopics(), elapsed);
    }

    private PartitionFindings findings(int partition) {
        return partitions.computeIfAbsent(partition, none -> new PartitionFindings(none, scope.offsets(none)));
    }

    private int buckets() {
        long wanted = scope.mostRecordsOfAPartition() / ENTRIES_IN_A_BUCKET;
        return (int) Math.max(FEWEST_BUCKETS, Math.min(MOST_BUCKETS, wanted));
    }
}
