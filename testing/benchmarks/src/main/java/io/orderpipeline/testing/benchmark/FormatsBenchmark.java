package io.orderpipeline.testing.benchmark;

import io.orderpipeline.testing.benchmark.Comparison.Contender;
import io.orderpipeline.testing.benchmark.Comparison.Ratio;
import java.util.ArrayList;
import java.util.List;

/** The same orders in each format: consumed, and produced. */
final class FormatsBenchmark {

    private FormatsBenchmark() {}

    static Comparison run(BenchContext bench) {
        Backlog json = Backlog.fill(bench);
        List<Contender> contenders = new ArrayList<>();
        List<Ratio> ratios = new ArrayList<>();
        try (RegistryStub registry = new RegistryStub()) {
            for (ValueFormat format : ValueFormat.values()) {
                Backlog backlog = format == ValueFormat.JSON ? json : json.copyAs(format);
                String[] options = format == ValueFormat.JSON ? new String[0] : new String[] {registry.option()};
                contenders.add(new Contender(
                        name(ConsumerBenchmarks.CONSUMER, format), ConsumerTrial.ofConsumer(backlog, options)));
                contenders.add(
                        ProducerBenchmark.producer(bench, name(ProducerBenchmark.PRODUCER, format), format, options));
                if (format != ValueFormat.JSON) {
                    ratios.add(ratio(ConsumerBenchmarks.CONSUMER, format));
                    ratios.add(ratio(ProducerBenchmark.PRODUCER, format));
                }
            }
            return bench.compareRatios(
                    "formats", ConsumerBenchmarks.about(json) + "; the same number produced", ratios, contenders);
        }
    }

    private static Ratio ratio(String program, ValueFormat format) {
        return new Ratio(name(program, format), name(program, ValueFormat.JSON));
    }

    private static String name(String program, ValueFormat format) {
        return program + ", " + format;
    }
}
