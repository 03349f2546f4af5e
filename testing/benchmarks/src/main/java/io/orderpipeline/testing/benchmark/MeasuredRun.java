package io.orderpipeline.testing.benchmark;

import io.orderpipeline.common.cli.UserError;
import io.orderpipeline.testing.oracle.Topics;
import io.orderpipeline.testing.process.Launch;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * The measurement of a process that handles a number of orders and ends by itself.
 *
 * @param figures of the process, and of the servers while it ran
 */
record MeasuredRun(RunProgress progress, Map<Figure, Double> figures) {

    private static final Duration BETWEEN_SAMPLES = Duration.ofMillis(50);
    private static final Duration LIMIT = Duration.ofHours(1);

    /** @param positions of the process by partition, from the broker */
    static MeasuredRun of(BenchContext bench, Launch launch, long orders, Supplier<Map<Integer, Long>> positions) {
        Servers servers = bench.servers();
        servers.settle();
        Servers.Cpu before = servers.cpu();
        RunProgress progress = new RunProgress(orders);
        try (MeasuredProcess process = MeasuredProcess.start(launch)) {
            sample(process, progress, positions);
            process.awaitEnd(LIMIT);
            Servers.Cpu used = servers.cpu().since(before);
            requireAll(launch.name(), orders, Topics.sum(positions.get()));
            return new MeasuredRun(progress, figures(process, used, progress, orders));
        }
    }

    private static Map<Figure, Double> figures(
            MeasuredProcess process, Servers.Cpu used, RunProgress progress, long orders) {
        Map<Figure, Double> figures = new EnumMap<>(Figure.class);
        figures.put(Figure.COLD_RATE, orders / process.wallSeconds());
        figures.putAll(cpu(process.cpuSeconds(), used, orders));
        progress.warm().ifPresent(warm -> {
            figures.put(Figure.WARM_RATE, warm.rate());
            figures.put(Figure.WARM_CPU, warm.cpu());
        });
        return figures;
    }

    /** For each order. */
    static Map<Figure, Double> cpu(double processSeconds, Servers.Cpu servers, long orders) {
        return Map.of(
                Figure.CPU, 1e6 * processSeconds / orders,
                Figure.KAFKA_CPU, 1e6 * servers.kafka() / orders,
                Figure.CASSANDRA_CPU, 1e6 * servers.cassandra() / orders);
    }

    /** A run that lost orders is not valid. */
    static void requireAll(String name, long expected, long actual) {
        if (actual != expected) {
            throw UserError.failed(name + " has " + actual + " orders instead of " + expected);
        }
    }

    private static void sample(MeasuredProcess process, RunProgress progress, Supplier<Map<Integer, Long>> positions) {
        long deadline = process.startNanos() + LIMIT.toNanos();
        do {
            long cpu = process.cpuNanosNow();
            progress.add(System.nanoTime(), positions.get(), cpu);
        } while (!process.endsWithin(BETWEEN_SAMPLES) && System.nanoTime() < deadline);
    }
}
