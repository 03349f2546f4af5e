package io.orderpipeline.testing.benchmark;

import io.orderpipeline.testing.benchmark.measure.Comparison;
import io.orderpipeline.testing.benchmark.measure.Contender;
import io.orderpipeline.testing.benchmark.measure.Figure;
import io.orderpipeline.testing.benchmark.measure.TemporaryFile;
import io.orderpipeline.testing.benchmark.measure.Topics;
import io.orderpipeline.testing.process.Launch;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;

/** Our producer, which makes realistic orders, beside Kafka's own measuring tool, which sends ready-made records, and the least that sends them with key and headers. */
final class ProducerBenchmark implements Benchmark {

    private static final int PARTITIONS = ConsumerBenchmark.PARTITIONS;
    private static final int SAMPLE = 10_000;
    private static final String REFERENCE = "ProducerPerformance";
    private static final String READY = "ready-records";

    @Override
    public Comparison run(BenchContext bench) {
        long orders = bench.config().orders();
        ContenderProcesses programs = bench.programs();
        Backlog sample = Backlog.fill(bench, "sample", PARTITIONS, SAMPLE);
        try (TemporaryFile payloads = TemporaryFile.create(".payloads")) {
            Payloads.write(bench.servers(), sample, payloads.path());
            return bench.compare(
                    "producer",
                    "%,d orders at unbounded rate into %d partitions, acks=all, 128 KiB batches"
                            .formatted(orders, PARTITIONS),
                    List.of(REFERENCE, READY),
                    List.of(
                            contender(
                                    bench,
                                    "producer.jar",
                                    (run, topic) -> programs.producer(run, topic, "--rate=0", "--count=" + orders)),
                            contender(
                                    bench,
                                    REFERENCE,
                                    (run, topic) -> programs.producerPerformance(run, topic, orders, payloads.path())),
                            contender(
                                    bench,
                                    READY,
                                    (run, topic) -> programs.readyRecords(run, topic, orders, sample.topic()))));
        }
    }

    private static Contender contender(BenchContext bench, String name, BiFunction<String, String, Launch> launch) {
        return new Contender(name, run -> measure(bench, run, launch));
    }

    private static Map<Figure, Double> measure(
            BenchContext bench, String run, BiFunction<String, String, Launch> launch) {
        Topics topics = bench.topics();
        topics.create(run, PARTITIONS);
        try {
            return MeasuredRun.of(
                            bench, launch.apply(run, run), bench.config().orders(), () -> topics.ends(run, PARTITIONS))
                    .figures();
        } finally {
            topics.delete(run);
        }
    }
}
