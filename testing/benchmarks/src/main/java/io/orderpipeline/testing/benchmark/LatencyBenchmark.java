package io.orderpipeline.testing.benchmark;

import io.orderpipeline.common.cli.UserError;
import io.orderpipeline.testing.benchmark.Comparison.Contender;
import io.orderpipeline.testing.benchmark.Comparison.Ratio;
import io.orderpipeline.testing.benchmark.ContenderProcesses.Target;
import io.orderpipeline.testing.benchmark.contender.LatencyWatch;
import io.orderpipeline.testing.oracle.Topics;
import io.orderpipeline.testing.process.Launch;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;

/**
 * Measures the latency from the intended time of an order to the acknowledgement of its row by Cassandra. Orders carry
 * their intended time, so a stall of the producer is not hidden. All processes read the same clock. Orders carry whole
 * milliseconds, rounded down, so a latency is up to 1 ms too long.
 */
final class LatencyBenchmark {

    private static final int[] RATES = {100, 1_000, 5_000, 20_000};

    private static final Duration START_LIMIT = Duration.ofMinutes(2);
    private static final Duration END_LIMIT = Duration.ofHours(1);
    private static final Duration BETWEEN_CHECKS = Duration.ofMillis(100);
    private static final int PARTITIONS = ConsumerBenchmarks.PARTITIONS;

    private LatencyBenchmark() {}

    static Comparison run(BenchContext bench) {
        String about = "from the intended send to the acknowledged write, %d s after %d s of warm-up"
                .formatted(bench.config.duration.toSeconds(), bench.config.warmUp.toSeconds());
        List<Contender> contenders = new ArrayList<>();
        List<Ratio> ratios = new ArrayList<>();
        for (int rate : RATES) {
            String consumer = rate + " orders/s";
            String loop = "bare loop " + consumer;
            contenders.add(contender(bench, consumer, rate, bench.programs()::latencyConsumer));
            contenders.add(contender(bench, loop, rate, bench.programs()::latencyLoop));
            ratios.add(new Ratio(consumer, loop));
        }
        return bench.compareRatios("latency", about, ratios, contenders);
    }

    @FunctionalInterface
    private interface Timed {
        Launch launch(String run, Target target, Path results, long warmUpMillis);
    }

    private static Contender contender(BenchContext bench, String name, int rate, Timed timed) {
        return new Contender(name, run -> measure(bench, timed, rate, run));
    }

    private static Map<Figure, Double> measure(BenchContext bench, Timed timed, int rate, String run) {
        bench.topics().create(run, PARTITIONS);
        bench.tables().create(run);
        try (TemporaryFile results = TemporaryFile.create(".latency")) {
            bench.servers().settle();
            long orders = rate * bench.config.warmUp.plus(bench.config.duration).toSeconds();
            Servers.Cpu before = bench.servers().cpu();
            double cpuSeconds = stream(bench, timed, rate, orders, new Target(run, run, run), results.path());
            Servers.Cpu servers = bench.servers().cpu().since(before);
            LatencyWatch.Results latencies = LatencyWatch.read(results.path());
            MeasuredRun.requireAll(run + "'s acknowledgements", orders, latencies.acknowledged());
            MeasuredRun.requireAll(run + "'s table", orders, bench.tables().countRows(run, PARTITIONS));
            Map<Figure, Double> figures = new EnumMap<>(figures(latencies.micros()));
            figures.putAll(MeasuredRun.cpu(cpuSeconds, servers, orders));
            return figures;
        } finally {
            bench.tables().drop(run);
            bench.topics().delete(run);
        }
    }

    /**
     * @param orders a number and not a time: a producer that is too slow sends the rest late, which is measured
     * @return the CPU time of the consumer
     */
    private static double stream(BenchContext bench, Timed timed, int rate, long orders, Target target, Path results) {
        ContenderProcesses programs = bench.programs();
        long warmUp = bench.config.warmUp.toMillis();
        try (MeasuredProcess consumer = MeasuredProcess.start(timed.launch(target.topic(), target, results, warmUp))) {
            consumer.awaitErr("is assigned", START_LIMIT);
            try (MeasuredProcess producer = MeasuredProcess.start(
                    programs.producer(target.topic(), target.topic(), "--rate=" + rate, "--count=" + orders))) {
                producer.awaitEnd(END_LIMIT);
            }
            awaitCaughtUp(bench.topics(), consumer, target);
            consumer.terminate();
            consumer.awaitEnd(END_LIMIT);
            return consumer.cpuSeconds();
        }
    }

    private static void awaitCaughtUp(Topics topics, MeasuredProcess consumer, Target target) {
        long records = Topics.sum(topics.ends(target.topic(), PARTITIONS));
        while (Topics.sum(topics.committed(target.group(), target.topic(), PARTITIONS)) < records) {
            if (consumer.endsWithin(BETWEEN_CHECKS)) {
                consumer.awaitEnd(END_LIMIT);
                throw UserError.failed("the consumer ended before it caught up");
            }
        }
    }

    static Map<Figure, Double> figures(Histogram micros) {
        return Map.of(
                Figure.MEASURED, (double) micros.getTotalCount(),
                Figure.P50, milliseconds(micros, 50),
                Figure.P90, milliseconds(micros, 90),
                Figure.P99, milliseconds(micros, 99),
                Figure.P999, milliseconds(micros, 99.9),
                Figure.MAXIMUM, milliseconds(micros, 100));
    }

    private static double milliseconds(Histogram micros, double percentile) {
        return micros.getValueAtPercentile(percentile) / 1e3;
    }
}
