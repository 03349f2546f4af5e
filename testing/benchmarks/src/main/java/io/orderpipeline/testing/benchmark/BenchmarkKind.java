package io.orderpipeline.testing.benchmark;

import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Stream;

/** The benchmarks, as named on the command line. */
enum BenchmarkKind {
    PRODUCER(ProducerBenchmark::run),
    CONSUMER(ConsumerBenchmarks::references),
    FORMS(ConsumerBenchmarks::forms),
    FORMATS(FormatsBenchmark::run),
    MODES(ConsumerBenchmarks::modes),
    LATENCY(LatencyBenchmark::run),
    STARTUP(StartupBenchmark::run),
    MEMORY(ConsumerBenchmarks::memory),
    OBSERVATION(ConsumerBenchmarks::observation),
    SCALE(ConsumerBenchmarks::scale),
    GROWTH(ConsumerBenchmarks::growth),
    LAYOUT(LayoutBenchmark::run),
    VERIFY(VerifyBenchmark::run),
    MICRO(MicroBenchmark::run),
    ALL(null);

    @SuppressWarnings("ImmutableEnumChecker") // the functions above are stateless
    private final Function<BenchContext, Comparison> benchmark;

    BenchmarkKind(Function<BenchContext, Comparison> benchmark) {
        this.benchmark = benchmark;
    }

    /** In the order in which they run. */
    List<BenchmarkKind> parts() {
        return this == ALL ? Stream.of(values()).filter(kind -> kind != ALL).toList() : List.of(this);
    }

    /** Of a single benchmark, one of {@link #parts}. */
    Comparison run(BenchContext bench) {
        return benchmark.apply(bench);
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
