package io.orderpipeline.testing.benchmark;

import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import io.orderpipeline.testing.benchmark.Comparison.Contender;
import io.orderpipeline.testing.benchmark.ContenderProcesses.Target;
import io.orderpipeline.testing.benchmark.contender.Reference;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * Measures the time from the start of a process to the first row in the table, with a backlog. The servers have stored
 * orders before, so that their compilers do not compete with the start.
 */
final class StartupBenchmark {

    // Queries take CPU time from the start: 150 per second made it 50 % longer.
    private static final Duration BETWEEN_QUERIES = Duration.ofMillis(100);
    private static final Duration LIMIT = Duration.ofMinutes(5);
    private static final long ORDERS = 10_000;
    private static final long WARMING_ORDERS = 1_000_000;

    private StartupBenchmark() {}

    static Comparison run(BenchContext bench) {
        Backlog warming = Backlog.fill(bench, "warming", ConsumerBenchmarks.PARTITIONS, WARMING_ORDERS);
        ConsumerTrial.ofConsumer(warming).run("warming");
        Backlog backlog = Backlog.fill(bench, "backlog", ConsumerBenchmarks.PARTITIONS, ORDERS);
        return bench.compare(
                "startup",
                "from the start of the process to the first row; the table exists, %,d orders wait".formatted(ORDERS),
                List.of(Reference.BARE_LOOP.title()),
                List.of(
                        contender(bench, ConsumerBenchmarks.CONSUMER, ConsumerTrial.ofConsumer(backlog)),
                        contender(
                                bench,
                                Reference.BARE_LOOP.title(),
                                ConsumerTrial.ofLoop(backlog, Reference.BARE_LOOP))));
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
            try (MeasuredProcess process = MeasuredProcess.start(trial.program().apply(run, target))) {
                while (!tables.hasRow(anyRow) && !process.endsWithin(BETWEEN_QUERIES)) {
                    // The condition waits.
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
