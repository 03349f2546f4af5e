package io.orderpipeline.testing.benchmark;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.orderpipeline.testing.benchmark.Comparison.Contender;
import io.orderpipeline.testing.benchmark.contender.Reference;
import io.orderpipeline.testing.oracle.Topics;
import io.orderpipeline.testing.process.Launch;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/**
 * Compares the producer, which generates orders, with Kafka's own performance tool, which sends ready-made values, and
 * with a minimal program that sends ready-made records with key and headers.
 */
final class ProducerBenchmark {

    private static final int PARTITIONS = ConsumerBenchmarks.PARTITIONS;
    private static final int SAMPLE = 10_000;
    static final String PRODUCER = "producer.jar";
    private static final String REFERENCE = "ProducerPerformance";
    private static final String READY = Reference.READY_RECORDS.title();

    private ProducerBenchmark() {}

    static Comparison run(BenchContext bench) {
        long orders = bench.config.orders;
        ContenderProcesses programs = bench.programs();
        Backlog sample = Backlog.fill(bench, "sample", PARTITIONS, SAMPLE);
        try (TemporaryFile payloads = TemporaryFile.create(".payloads")) {
            writePayloads(sample, payloads.path());
            return bench.compare(
                    "producer",
                    "%,d orders at unbounded rate into %d partitions, acks=all, 128 KiB batches"
                            .formatted(orders, PARTITIONS),
                    List.of(REFERENCE, READY),
                    List.of(
                            producer(bench, PRODUCER, ValueFormat.JSON, List.of()),
                            contender(
                                    bench,
                                    REFERENCE,
                                    run -> programs.producerPerformance(run, run, orders, payloads.path())),
                            contender(bench, READY, run -> programs.readyRecords(run, run, orders, sample.topic()))));
        }
    }

    /** @param options added to the usual ones */
    static Contender producer(BenchContext bench, String name, ValueFormat format, List<String> options) {
        List<String> all = new ArrayList<>(List.of("--rate=0", "--count=" + bench.config.orders, "--format=" + format));
        all.addAll(options);
        return contender(bench, name, run -> bench.programs().producer(run, run, all.toArray(String[]::new)));
    }

    /** @param launch by name of run and topic */
    private static Contender contender(BenchContext bench, String name, Function<String, Launch> launch) {
        return new Contender(name, run -> measure(bench, run, launch.apply(run)));
    }

    private static Map<Figure, Double> measure(BenchContext bench, String run, Launch launch) {
        Topics topics = bench.topics();
        topics.create(run, PARTITIONS);
        try {
            return MeasuredRun.of(bench, launch, bench.config.orders, () -> topics.ends(run, PARTITIONS))
                    .figures();
        } finally {
            topics.delete(run);
        }
    }

    private static void writePayloads(Backlog sample, Path file) {
        List<String> lines = new ArrayList<>();
        sample.forEach(record -> lines.add(line(record)));
        try {
            Files.write(file, lines);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Includes the bytes of key and headers, because the performance tool sends values only. */
    private static String line(ConsumerRecord<byte[], byte[]> record) {
        StringBuilder line = new StringBuilder(new String(record.key(), UTF_8));
        for (Header header : record.headers()) {
            line.append(header.key()).append(new String(header.value(), UTF_8));
        }
        return line.append(new String(record.value(), UTF_8)).toString();
    }
}
