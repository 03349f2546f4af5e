package io.orderpipeline.testing.benchmark;

import io.orderpipeline.testing.benchmark.measure.Contender;
import io.orderpipeline.testing.benchmark.measure.Figure;
import io.orderpipeline.testing.benchmark.measure.Topics;
import io.orderpipeline.testing.process.Launch;
import java.util.Arrays;
import java.util.Map;

/** A contender that takes a backlog to a table of its own, and is trusted only after the rows are counted. */
record ConsumerTrial(BenchContext bench, Backlog backlog, Program program) implements Contender.Trial {

    /** A program that ends when it has caught up. */
    @FunctionalInterface
    interface Program {
        Launch launch(String run, Target target);
    }

    @Override
    public Map<Figure, Double> run(String run) {
        return measure(run).figures();
    }

    MeasuredRun measure(String run) {
        Target target = new Target(backlog.topic(), run, run);
        Tables tables = bench.tables();
        Topics topics = bench.topics();
        tables.create(target.keyspace());
        try {
            MeasuredRun measured = MeasuredRun.of(
                    bench,
                    program.launch(run, target),
                    backlog.orders(),
                    () -> topics.committed(target.group(), backlog.topic(), backlog.partitions()));
            MeasuredRun.requireAll(
                    run + "'s table", backlog.orders(), tables.countRows(target.keyspace(), backlog.partitions()));
            return measured;
        } finally {
            tables.drop(target.keyspace());
        }
    }

    /** The consumer as it is shipped. */
    static ConsumerTrial ofConsumer(BenchContext bench, Backlog backlog, String... options) {
        return ofConsumerWithHeap(bench, backlog, bench.config().heap(), options);
    }

    static ConsumerTrial ofConsumerWithHeap(BenchContext bench, Backlog backlog, String heap, String... options) {
        String[] all = Arrays.copyOf(options, options.length + 1);
        all[options.length] = "--exit-when-caught-up";
        return new ConsumerTrial(
                bench, backlog, (run, target) -> bench.programs().consumer(run, heap, target, all));
    }

    static ConsumerTrial ofLoop(BenchContext bench, Backlog backlog, Class<?> main) {
        return new ConsumerTrial(
                bench, backlog, (run, target) -> bench.programs().loop(main, run, target));
    }
}
