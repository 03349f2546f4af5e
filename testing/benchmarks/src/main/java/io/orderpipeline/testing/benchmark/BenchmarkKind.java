package io.orderpipeline.testing.benchmark;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** The benchmarks, as named on the command line. */
enum BenchmarkKind {
    PRODUCER,
    CONSUMER,
    MODES,
    LATENCY,
    STARTUP,
    MEMORY,
    OBSERVATION,
    SCALE,
    GROWTH,
    LAYOUT,
    MICRO,
    ALL;

    /** In the order in which they run. */
    List<BenchmarkKind> parts() {
        return this == ALL ? Stream.of(values()).filter(kind -> kind != ALL).toList() : List.of(this);
    }

    Comparison run(BenchContext bench) {
        return switch (this) {
            case PRODUCER -> ProducerBenchmark.run(bench);
            case CONSUMER -> ConsumerBenchmarks.references(bench);
            case MODES -> ConsumerBenchmarks.modes(bench);
            case LATENCY -> LatencyBenchmark.run(bench);
            case STARTUP -> StartupBenchmark.run(bench);
            case MEMORY -> ConsumerBenchmarks.memory(bench);
            case OBSERVATION -> ConsumerBenchmarks.observation(bench);
            case SCALE -> ConsumerBenchmarks.scale(bench);
            case GROWTH -> ConsumerBenchmarks.growth(bench);
            case LAYOUT -> LayoutBenchmark.run(bench);
            case MICRO -> MicroBenchmark.run(bench);
            case ALL -> throw new IllegalStateException("all is not a single benchmark");
        };
    }

    /** As on the command line. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
