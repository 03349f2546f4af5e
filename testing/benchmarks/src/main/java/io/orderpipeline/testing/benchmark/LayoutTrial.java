package io.orderpipeline.testing.benchmark;

import io.orderpipeline.common.cli.ServiceWait;
import io.orderpipeline.common.cli.StopSignal;
import io.orderpipeline.consumer.cassandra.CassandraConfig;
import io.orderpipeline.consumer.cassandra.LayoutChoice;
import io.orderpipeline.consumer.cassandra.TableSession;
import io.orderpipeline.testing.benchmark.measure.Contender;
import io.orderpipeline.testing.benchmark.measure.Figure;
import io.orderpipeline.testing.benchmark.measure.Summary;
import io.orderpipeline.testing.benchmark.measure.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The consumer as it is shipped into a table that it makes itself, and then a look at that table: what it is like to read
 * from, and what Cassandra has made of it by the time it is quiet again.
 */
record LayoutTrial(BenchContext bench, Backlog backlog, LayoutChoice.Kind layout, List<String> options)
        implements Contender.Trial {

    private static final int NEWEST = 100;
    private static final int READS = 50;
    private static final int WARM_UP_READS = 20;

    @Override
    public Map<Figure, Double> run(String run) {
        Target target = new Target(backlog.topic(), run, run);
        Tables tables = bench.tables();
        Topics topics = bench.topics();
        tables.createKeyspace(run);
        try {
            MeasuredRun measured = MeasuredRun.of(
                    bench,
                    bench.programs().consumer(run, bench.config().heap(), target, allOptions()),
                    backlog.orders(),
                    () -> topics.committed(target.group(), backlog.topic(), backlog.partitions()));
            Map<Figure, Double> figures = new EnumMap<>(measured.figures());
            figures.putAll(look(run));
            return figures;
        } finally {
            tables.dropWithoutSnapshots(run);
        }
    }

    private String[] allOptions() {
        return Stream.concat(
                        Stream.of(
                                "--exit-when-caught-up",
                                "--table-layout=" + layout.name().toLowerCase(Locale.ROOT)),
                        options.stream())
                .toArray(String[]::new);
    }

    private Map<Figure, Double> look(String keyspace) {
        Servers servers = bench.servers();
        CassandraConfig config = new CassandraConfig(
                List.of(servers.address()),
                servers.datacenter(),
                keyspace,
                LayoutChoice.of(layout),
                1,
                1,
                Optional.empty(),
                null);
        StopSignal stop = new StopSignal();
        TableSession table = new TableSession(config, new ServiceWait(Duration.ZERO, stop), stop);
        table.openExisting(servers.session());
        servers.settle();
        TableFigures found =
                TableFigures.of(servers.session(), keyspace, config.layout().table());
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
