package io.orderpipeline.testing.benchmark;

import io.orderpipeline.common.cli.UserError;
import io.orderpipeline.testing.benchmark.Comparison.Contender;
import io.orderpipeline.testing.benchmark.ContenderProcesses.Target;
import io.orderpipeline.testing.benchmark.contender.LatencyWatch;
import io.orderpipeline.testing.oracle.Topics;
import io.orderpipeline.testing.process.Launch;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
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

    /** The bare loop at this rate shows the latency of Kafka and Cassandra themselves. */
    private static final int RATE_OF_LOOP = 1_000;

    /** While four JVMs compile on two cores, little else runs. */
    private static final Duration WARM_UP = Duration.ofSeconds(60);

    private static final Duration START_LIMIT = Duration.ofMinutes(2);
    private static final Duration END_LIMIT = Duration.ofHours(1);
    private static final Duration BETWEEN_CHECKS = Duration.ofMillis(100);
    private static final int PARTITIONS = ConsumerBenchmarks.PARTITIONS;

    private LatencyBenchmark() {}

    static Comparison run(BenchContext bench) {
        String about = "from the intended send to the acknowledged write, %d s after %d s of warm-up"
                .formatted(bench.config.duration.toSeconds(), WARM_UP.toSeconds());
        List<Contender> contenders = new ArrayList<>();
        for (int rate : RATES) {
            contenders.add(contender(bench, rate + " orders/s", rate, bench.programs()::latencyConsumer));
        }
        String loop = "bare loop " + RATE_OF_LOOP + " orders/s";
        contenders.add(contender(bench, loop, RATE_OF_LOOP, bench.programs()::latencyLoop));
        return bench.compare("latency", about, List.of(), contenders);
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
            stream(bench, timed, rate, new Target(run, run, run), results.path());
            Map<Figure, Double> figures = figures(LatencyWatch.read(results.path()));
            requireMost(rate * bench.config.duration.toSeconds(), figures.get(Figure.MEASURED));
            return figures;
        } finally {
            bench.tables().drop(run);
            bench.topics().delete(run);
        }
    }

    private static void stream(BenchContext bench, Timed timed, int rate, Target target, Path results) {
        ContenderProcesses programs = bench.programs();
        // A number and not a time: a producer that is too slow sends the rest late, which is measured.
        long orders = rate * WARM_UP.plus(bench.config.duration).toSeconds();
        try (MeasuredProcess consumer =
                MeasuredProcess.start(timed.launch(target.topic(), target, results, WARM_UP.toMillis()))) {
            consumer.awaitErr("is assigned", START_LIMIT);
            try (MeasuredProcess producer = MeasuredProcess.start(
                    programs.producer(target.topic(), target.topic(), "--rate=" + rate, "--count=" + orders))) {
                producer.awaitEnd(END_LIMIT);
            }
            awaitCaughtUp(bench.topics(), consumer, target);
            consumer.terminate();
            consumer.awaitEnd(END_LIMIT);
        }
    }

    private static void awaitCaughtUp(Topics topics, MeasuredProcess consumer, Target target) {
        long records = Topics.sum(topics.ends(target.topic(), PARTITIONS));
        while (Topics.sum(topics.committed(target.group(), target.topic(), PARTITIONS)) < records) {
            if (consumer.endsWithin(BETWEEN_CHECKS)) {
                throw UserError.failed("the consumer ended before it caught up");
            }
        }
    }

    /** The first acknowledged order starts the warm-up, so its end varies slightly. */
    private static void requireMost(long expected, double actual) {
        if (actual < 0.9 * expected) {
            throw UserError.failed("only %,.0f of %,d orders were measured".formatted(actual, expected));
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
