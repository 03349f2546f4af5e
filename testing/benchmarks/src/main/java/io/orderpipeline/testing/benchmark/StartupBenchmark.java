package io.orderpipeline.testing.benchmark;

import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import io.orderpipeline.testing.benchmark.contender.BareLoopMain;
import io.orderpipeline.testing.benchmark.measure.Comparison;
import io.orderpipeline.testing.benchmark.measure.Contender;
import io.orderpipeline.testing.benchmark.measure.Figure;
import io.orderpipeline.testing.benchmark.measure.MeasuredProcess;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * From the start of the process to the first row in the table, while a backlog waits. The servers are warm: they have
 * stored enough orders before that their compilers do not compete with the start.
 */
final class StartupBenchmark implements Benchmark {

    // Looking takes from the cores that the start needs: 150 queries a second made it half as long again.
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(100);
    private static final Duration LIMIT = Duration.ofMinutes(5);
    private static final long ORDERS = 10_000;
    private static final long WARMING_ORDERS = 1_000_000;

    @Override
    public Comparison run(BenchContext bench) {
        Backlog warming = Backlog.fill(bench, "warming", ConsumerBenchmark.PARTITIONS, WARMING_ORDERS);
        ConsumerTrial.ofConsumer(bench, warming).run("warming");
        Backlog backlog = Backlog.fill(bench, "backlog", ConsumerBenchmark.PARTITIONS, ORDERS);
        return bench.compare(
                "startup",
                "from the start of the process to the first row; the table is there, %,d orders wait".formatted(ORDERS),
                List.of(ConsumerBenchmark.BARE_LOOP),
                List.of(
                        contender(bench, ConsumerBenchmark.CONSUMER, ConsumerTrial.ofConsumer(bench, backlog)),
                        contender(
                                bench,
                                ConsumerBenchmark.BARE_LOOP,
                                ConsumerTrial.ofLoop(bench, backlog, BareLoopMain.class))));
    }

    private static Contender contender(BenchContext bench, String name, ConsumerTrial trial) {
        return new Contender(name, run -> measure(bench, trial, run));
    }

    private static Map<Figure, Double> measure(BenchContext bench, ConsumerTrial trial, String run) {
        Tables tables = bench.tables();
        int partitions = trial.backlog().partitions();
        tables.create(run);
        try {
            PreparedStatement anyRow = tables.anyRow(run);
            bench.servers().settle();
            Target target = new Target(trial.backlog().topic(), run, run);
            try (MeasuredProcess process = MeasuredProcess.start(trial.program().launch(run, target))) {
                while (!tables.hasRow(anyRow) && !process.endsWithin(BETWEEN_LOOKS)) {
                    // The condition has waited.
                }
                double firstRow = (System.nanoTime() - process.startNanos()) / 1e9;
                process.awaitEnd(LIMIT);
                MeasuredRun.requireAll(run + "'s table", ORDERS, tables.countRows(run, partitions));
                return Map.of(Figure.FIRST_ROW, firstRow);
            }
        } finally {
            tables.drop(run);
        }
    }
}
