package io.orderpipeline.testing.benchmark;

import io.orderpipeline.common.cli.UserError;
import io.orderpipeline.testing.benchmark.measure.Comparison;
import io.orderpipeline.testing.benchmark.measure.Contender;
import io.orderpipeline.testing.benchmark.measure.Figure;
import io.orderpipeline.testing.benchmark.measure.LatencyFigures;
import io.orderpipeline.testing.benchmark.measure.MeasuredProcess;
import io.orderpipeline.testing.benchmark.measure.TemporaryFile;
import io.orderpipeline.testing.benchmark.measure.Topics;
import io.orderpipeline.testing.process.Launch;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * From the moment when an order was meant to be sent to the moment when Cassandra has acknowledged its row. An order
 * carries the intended time, whatever holds the producer up, so a stall hides nothing. Both ends are on this machine
 * and read the same clock; orders carry milliseconds, cut, which makes latencies up to 1 ms longer than they are.
 */
final class LatencyBenchmark implements Benchmark {

    private static final int[] RATES = {100, 1_000, 5_000, 20_000};
    /** The rate at which a loop that does nothing else shows what the way itself takes. */
    private static final int RATE_OF_LOOP = 1_000;

    /** For so long four virtual machines compile on two cores, and hardly anything else gets its turn. */
    private static final Duration WARM_UP = Duration.ofSeconds(60);

    private static final Duration START_LIMIT = Duration.ofMinutes(2);
    private static final Duration END_LIMIT = Duration.ofHours(1);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(100);
    private static final int PARTITIONS = ConsumerBenchmark.PARTITIONS;

    @Override
    public Comparison run(BenchContext bench) {
        return bench.compare(
                "latency",
                "from the intended send to the acknowledged write, %d s after %d s of warm-up"
                        .formatted(bench.config().duration().toSeconds(), WARM_UP.toSeconds()),
                List.of(),
                Stream.concat(
                                IntStream.of(RATES)
                                        .mapToObj(rate -> contender(
                                                bench, rate + " orders/s", rate, bench.programs()::latencyConsumer)),
                                Stream.of(contender(
                                        bench,
                                        "bare loop " + RATE_OF_LOOP + " orders/s",
                                        RATE_OF_LOOP,
                                        bench.programs()::latencyLoop)))
                        .toList());
    }

    /** A program with a stop-watch. */
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
            Map<Figure, Double> figures = LatencyFigures.read(results.path());
            requireMost(rate * bench.config().duration().toSeconds(), figures.get(Figure.MEASURED));
            return figures;
        } finally {
            bench.tables().drop(run);
            bench.topics().delete(run);
        }
    }

    private static void stream(BenchContext bench, Timed timed, int rate, Target target, Path results) {
        ContenderProcesses programs = bench.programs();
        // By their number, not by the time: a producer that cannot keep up sends the rest late, and that is measured.
        long orders = rate * WARM_UP.plus(bench.config().duration()).toSeconds();
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
            if (consumer.endsWithin(BETWEEN_LOOKS)) {
                throw UserError.failed("the consumer has ended before it had caught up");
            }
        }
    }

    /** Which of the three partitions' first orders is acknowledged first moves the end of the warm-up a little. */
    private static void requireMost(long expected, double actual) {
        if (actual < 0.9 * expected) {
            throw UserError.failed("of %,d orders only %,.0f were measured".formatted(expected, actual));
        }
    }
}
