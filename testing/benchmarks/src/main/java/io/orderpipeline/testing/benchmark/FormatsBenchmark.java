package io.orderpipeline.testing.benchmark;

import io.orderpipeline.testing.benchmark.Comparison.Contender;
import io.orderpipeline.testing.benchmark.Comparison.Ratio;
import java.util.ArrayList;
import java.util.List;

/** The same orders in each format: consumed, and produced. */
final class FormatsBenchmark {

    private FormatsBenchmark() {}

    static Comparison run(BenchContext bench) {
        List<Contender> contenders = new ArrayList<>();
        List<Ratio> ratios = new ArrayList<>();
        try (RegistryStub registry = new RegistryStub()) {
            for (ValueFormat format : ValueFormat.values()) {
                List<String> options = format == ValueFormat.JSON ? List.of() : List.of(registry.option());
                contenders.add(consumer(Backlog.fill(bench, format, options), format, options));
                contenders.add(
                        ProducerBenchmark.producer(bench, name(ProducerBenchmark.PRODUCER, format), format, options));
                if (format != ValueFormat.JSON) {
                    ratios.add(ratio(ConsumerBenchmarks.CONSUMER, format));
                    ratios.add(ratio(ProducerBenchmark.PRODUCER, format));
                }
            }
            String about = "%,d orders in %d partitions; the same number produced"
                    .formatted(bench.config.orders, ConsumerBenchmarks.PARTITIONS);
            return bench.compareRatios("formats", about, ratios, contenders);
        }
    }

    private static Contender consumer(Backlog backlog, ValueFormat format, List<String> options) {
        String name = name(ConsumerBenchmarks.CONSUMER, format);
        return new Contender(name, ConsumerTrial.ofConsumer(backlog, options.toArray(String[]::new)));
    }

    private static Ratio ratio(String program, ValueFormat format) {
        return new Ratio(name(program, format), name(program, ValueFormat.JSON));
    }

    private static String name(String program, ValueFormat format) {
        return program + ", " + format;
    }
}
