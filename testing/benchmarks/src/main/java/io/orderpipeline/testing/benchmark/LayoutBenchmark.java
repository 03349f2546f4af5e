package io.orderpipeline.testing.benchmark;

import io.orderpipeline.consumer.cassandra.LayoutChoice.Kind;
import io.orderpipeline.testing.benchmark.measure.Comparison;
import io.orderpipeline.testing.benchmark.measure.Contender;
import java.util.List;

/** What the bounded table costs beside the plain one, and what it gives for that. */
final class LayoutBenchmark implements Benchmark {

    /**
     * A producer at full speed brings a Kafka partition up to 80,000 orders a second: with these, a partition of
     * Cassandra still has fewer than 100,000 rows.
     */
    private static final List<String> BUCKETS = List.of("--bucket-duration=4s", "--bucket-spread=4");

    @Override
    public Comparison run(BenchContext bench) {
        long orders = bench.config().orders();
        Backlog backlog = Backlog.fill(bench, "backlog", ConsumerBenchmark.PARTITIONS, orders);
        return bench.compare(
                "layout",
                "a backlog of %,d orders in %d partitions; bounded: buckets of 4 s, spread 4"
                        .formatted(orders, backlog.partitions()),
                List.of("plain"),
                List.of(
                        new Contender("plain", new LayoutTrial(bench, backlog, Kind.PLAIN, List.of())),
                        new Contender("bounded", new LayoutTrial(bench, backlog, Kind.BOUNDED, BUCKETS))));
    }
}
