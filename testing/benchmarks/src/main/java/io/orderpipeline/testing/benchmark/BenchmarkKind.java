package io.orderpipeline.testing.benchmark;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** What may be asked for on the command line. */
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

    /** In the order in which they are run. */
    List<Benchmark> benchmarks() {
        return switch (this) {
            case PRODUCER -> List.of(new ProducerBenchmark());
            case CONSUMER -> List.of(new ConsumerBenchmark());
            case MODES -> List.of(new ModesBenchmark());
            case LATENCY -> List.of(new LatencyBenchmark());
            case STARTUP -> List.of(new StartupBenchmark());
            case MEMORY -> List.of(new MemoryBenchmark());
            case OBSERVATION -> List.of(new ObservationBenchmark());
            case SCALE -> List.of(new ScaleBenchmark());
            case GROWTH -> List.of(new GrowthBenchmark());
            case LAYOUT -> List.of(new LayoutBenchmark());
            case MICRO -> List.of(new MicroBenchmark());
            case ALL ->
                Stream.of(values())
                        .filter(question -> question != ALL)
                        .flatMap(question -> question.benchmarks().stream())
                        .toList();
        };
    }

    /** As it is typed. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
