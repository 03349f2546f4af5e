package io.orderpipeline.testing.benchmark;

import io.orderpipeline.common.cli.UserError;
import io.orderpipeline.testing.benchmark.measure.Figure;
import io.orderpipeline.testing.benchmark.measure.MeasuredProcess;
import io.orderpipeline.testing.benchmark.measure.RunProgress;
import io.orderpipeline.testing.benchmark.measure.Topics;
import io.orderpipeline.testing.process.Launch;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * A process that works on a number of orders and ends by itself: watched while it runs, accounted for when it has ended.
 *
 * @param figures of the process and of the servers meanwhile
 */
record MeasuredRun(RunProgress progress, Map<Figure, Double> figures) {

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(50);
    private static final Duration LIMIT = Duration.ofHours(1);

    /** @param positions how far it is, by partition, as the broker knows it */
    static MeasuredRun of(BenchContext bench, Launch launch, long orders, Supplier<Map<Integer, Long>> positions) {
        Servers servers = bench.servers();
        servers.settle();
        Servers.Cpu before = servers.cpu();
        RunProgress progress = new RunProgress(orders);
        try (MeasuredProcess process = MeasuredProcess.start(launch)) {
            watch(process, progress, positions);
            process.awaitEnd(LIMIT);
            Servers.Cpu cost = servers.cpu().since(before);
            requireAll(launch.name(), orders, Topics.sum(positions.get()));
            return new MeasuredRun(progress, figures(process, cost, progress, orders));
        }
    }

    private static Map<Figure, Double> figures(
            MeasuredProcess process, Servers.Cpu cost, RunProgress progress, long orders) {
        Map<Figure, Double> figures = new EnumMap<>(Figure.class);
        figures.put(Figure.COLD_RATE, orders / process.wallSeconds());
        figures.put(Figure.CPU, 1e6 * process.cpuSeconds() / orders);
        figures.put(Figure.KAFKA_CPU, 1e6 * cost.kafka() / orders);
        figures.put(Figure.CASSANDRA_CPU, 1e6 * cost.cassandra() / orders);
        progress.warm().ifPresent(warm -> {
            figures.put(Figure.WARM_RATE, warm.rate());
            figures.put(Figure.WARM_CPU, warm.cpu());
        });
        return figures;
    }

    /** A fast contender that lost orders on the way is not fast. */
    static void requireAll(String name, long expected, long actual) {
        if (actual != expected) {
            throw UserError.failed(name + " was to do " + expected + " orders and did " + actual);
        }
    }

    private static void watch(MeasuredProcess process, RunProgress progress, Supplier<Map<Integer, Long>> positions) {
        long deadline = process.startNanos() + LIMIT.toNanos();
        do {
            long cpu = process.cpuNanosNow();
            progress.add(System.nanoTime(), positions.get(), cpu);
        } while (!process.endsWithin(BETWEEN_LOOKS) && System.nanoTime() < deadline);
    }
}
