package io.orderpipeline.testing.benchmark;

import io.orderpipeline.testing.benchmark.Comparison.Trial;
import io.orderpipeline.testing.benchmark.ContenderProcesses.Target;
import io.orderpipeline.testing.benchmark.contender.Reference;
import io.orderpipeline.testing.process.Launch;
import java.util.Arrays;
import java.util.Map;
import java.util.function.BiFunction;

/**
 * A program consumes a backlog into its own table. The run is valid only if the table has every row.
 *
 * @param program by name of the run; it ends when it has caught up
 */
record ConsumerTrial(Backlog backlog, BiFunction<String, Target, Launch> program) implements Trial {

    @Override
    public Map<Figure, Double> run(String run) {
        return measure(run).figures();
    }

    MeasuredRun measure(String run) {
        Tables tables = backlog.bench().tables();
        tables.create(run);
        try {
            MeasuredRun measured = measure(run, backlog, program);
            MeasuredRun.requireAll(run + "'s table", backlog.orders(), tables.countRows(run, backlog.partitions()));
            return measured;
        } finally {
            tables.drop(run);
        }
    }

    /** Into the keyspace of that name, which exists. */
    static MeasuredRun measure(String run, Backlog backlog, BiFunction<String, Target, Launch> program) {
        Target target = new Target(backlog.topic(), run, run);
        BenchContext bench = backlog.bench();
        return MeasuredRun.of(bench, program.apply(run, target), backlog.orders(), () -> bench.topics()
                .committed(run, backlog.topic(), backlog.partitions()));
    }

    static ConsumerTrial ofConsumer(Backlog backlog, String... options) {
        return ofConsumerWithHeap(backlog, backlog.bench().config.heap, options);
    }

    static ConsumerTrial ofConsumerWithHeap(Backlog backlog, String heap, String... options) {
        String[] all = Arrays.copyOf(options, options.length + 1);
        all[options.length] = "--exit-when-caught-up";
        return new ConsumerTrial(
                backlog, (run, target) -> backlog.bench().programs().consumer(run, heap, target, all));
    }

    static ConsumerTrial ofLoop(Backlog backlog, Reference loop) {
        return new ConsumerTrial(
                backlog, (run, target) -> backlog.bench().programs().loop(loop, run, target));
    }
}
