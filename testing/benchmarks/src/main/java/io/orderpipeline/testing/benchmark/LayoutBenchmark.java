package io.orderpipeline.testing.benchmark;

import io.orderpipeline.common.cli.ServiceWait;
import io.orderpipeline.common.cli.StopSignal;
import io.orderpipeline.consumer.cassandra.CassandraConfig;
import io.orderpipeline.consumer.cassandra.LayoutChoice;
import io.orderpipeline.consumer.cassandra.LayoutChoice.Kind;
import io.orderpipeline.consumer.cassandra.TableSession;
import io.orderpipeline.testing.benchmark.Comparison.Contender;
import io.orderpipeline.testing.benchmark.Comparison.Trial;
import io.orderpipeline.testing.oracle.Cluster;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Compares the time-bucketed table with the plain one: write speed, reads, and partitions after compaction. */
final class LayoutBenchmark {

    /**
     * At full speed a Kafka partition receives up to 80,000 orders per second; with these options a Cassandra partition
     * still has fewer than 100,000 rows.
     */
    private static final List<String> BUCKETS = List.of("--bucket-duration=4s", "--bucket-spread=4");

    private static final int NEWEST = 100;
    private static final int READS = 50;
    private static final int WARM_UP_READS = 20;

    private LayoutBenchmark() {}

    static Comparison run(BenchContext bench) {
        Backlog backlog = Backlog.fill(bench);
        return bench.compare(
                "layout",
                "a backlog of %,d orders in %d partitions; bounded: buckets of 4 s, spread 4"
                        .formatted(backlog.orders(), backlog.partitions()),
                List.of("plain"),
                List.of(
                        new Contender("plain", trial(backlog, Kind.PLAIN, List.of())),
                        new Contender("bounded", trial(backlog, Kind.BOUNDED, BUCKETS))));
    }

    /** The consumer creates the table itself. */
    private static Trial trial(Backlog backlog, Kind layout, List<String> options) {
        List<String> all = new ArrayList<>(options);
        all.add("--exit-when-caught-up");
        all.add("--table-layout=" + layout.name().toLowerCase(Locale.ROOT));
        BenchContext bench = backlog.bench();
        return run -> {
            Tables tables = bench.tables();
            tables.createKeyspace(run);
            try {
                MeasuredRun measured = ConsumerTrial.measure(run, backlog, (name, target) -> bench.programs()
                        .consumer(name, bench.config.heap, target, all.toArray(String[]::new)));
                Map<Figure, Double> figures = new EnumMap<>(measured.figures());
                figures.putAll(inspect(backlog, layout, run));
                return figures;
            } finally {
                tables.dropWithoutSnapshots(run);
            }
        };
    }

    private static Map<Figure, Double> inspect(Backlog backlog, Kind layout, String keyspace) {
        Servers servers = backlog.bench().servers();
        Cluster cluster = servers.cluster;
        CassandraConfig config = new CassandraConfig(
                CassandraConfig.Nodes.at(cluster.nodes(), cluster.datacenter()),
                keyspace,
                LayoutChoice.of(layout),
                1,
                1,
                Optional.empty(),
                null);
        StopSignal stop = new StopSignal();
        TableSession table = new TableSession(config, new ServiceWait(Duration.ZERO, stop), stop);
        table.openExisting(servers.session);
        servers.settle();
        TableFigures found =
                TableFigures.of(servers.session, keyspace, config.layout().table());
        MeasuredRun.requireAll(config.tableName(), backlog.orders(), found.rows());
        Map<Figure, Double> figures = new EnumMap<>(Figure.class);
        figures.put(Figure.NEWEST_READ, medianReadMillis(table));
        figures.put(Figure.COMPACTED, (double) found.compactedBytes() / backlog.orders());
        figures.put(Figure.DISK, (double) found.diskMebibytes());
        figures.put(Figure.PARTITIONS, (double) found.partitions());
        figures.put(Figure.LARGEST_ROWS, (double) found.largestRows());
        figures.put(Figure.LARGEST_MEBIBYTES, (double) found.largestMebibytes());
        return figures;
    }

    private static double medianReadMillis(TableSession table) {
        List<Double> millis = new ArrayList<>();
        for (int read = 0; read < WARM_UP_READS + READS; read++) {
            long start = System.nanoTime();
            table.newestOrders(0, NEWEST);
            if (read >= WARM_UP_READS) {
                millis.add((System.nanoTime() - start) / 1e6);
            }
        }
        return new Summary(millis).median();
    }
}
