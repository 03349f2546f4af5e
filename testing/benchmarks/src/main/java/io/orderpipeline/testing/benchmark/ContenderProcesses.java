package io.orderpipeline.testing.benchmark;

import io.orderpipeline.testing.benchmark.contender.Reference;
import io.orderpipeline.testing.oracle.Cluster;
import io.orderpipeline.testing.process.Java;
import io.orderpipeline.testing.process.Launch;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Describes how the contenders are started: each in its own process, all with the same JVM options. */
record ContenderProcesses(BenchConfig config, Cluster cluster) {

    /** By name, because nothing here is compiled against kafka-tools. */
    private static final String PRODUCER_PERFORMANCE = "org.apache.kafka.tools.ProducerPerformance";

    static final int BATCH_BYTES = 128 * 1024;

    /** The producer's own settings. */
    private static final List<String> PRODUCER_SETTINGS = List.of(
            "acks=all",
            "enable.idempotence=true",
            "linger.ms=1",
            "batch.size=" + BATCH_BYTES,
            "compression.type=none",
            "enable.metrics.push=false");

    record Target(String topic, String group, String keyspace) {}

    Launch consumer(String run, String heap, Target target, String... options) {
        return Java.running()
                .jar(
                        config.repository.consumerJar(),
                        jvmOptions(run, "consumer", heap),
                        consumerOptions(target, options));
    }

    Launch verify(String run, Target target) {
        List<String> arguments = new ArrayList<>(List.of("verify"));
        arguments.addAll(connectionOptions(target));
        return Java.running().jar(config.repository.consumerJar(), jvmOptions(run, "verify", config.heap), arguments);
    }

    /** The consumer with latency measurement at its writer. */
    Launch latencyConsumer(String run, Target target, Path results, long warmUpMillis) {
        List<String> arguments = new ArrayList<>(List.of(results.toString(), String.valueOf(warmUpMillis)));
        arguments.addAll(consumerOptions(target));
        return main(Reference.LATENCY_CONSUMER, run, arguments);
    }

    /** The bare loop with the same latency measurement. */
    Launch latencyLoop(String run, Target target, Path results, long warmUpMillis) {
        return loop(Reference.LATENCY_LOOP, run, target, results.toString(), String.valueOf(warmUpMillis));
    }

    /** @param first before the arguments that all loops have */
    Launch loop(Reference loop, String run, Target target, String... first) {
        List<String> arguments = new ArrayList<>(List.of(first));
        arguments.addAll(List.of(
                cluster.bootstrapServers(),
                target.topic(),
                target.group(),
                cluster.contactPoints(),
                target.keyspace()));
        return main(loop, run, arguments);
    }

    Launch producer(String run, String topic, String... options) {
        // With a seed, for the same orders in every round.
        List<String> arguments = new ArrayList<>(List.of(cluster.bootstrapOption(), "--topic=" + topic, "--seed=1"));
        arguments.addAll(List.of(options));
        return Java.running().jar(config.repository.producerJar(), jvmOptions(run, "producer", config.heap), arguments);
    }

    /** @param payloads a file with one record per line, from which the tool draws at random: its cheapest mode */
    Launch producerPerformance(String run, String topic, long records, Path payloads) {
        List<String> arguments = new ArrayList<>(List.of(
                "--bootstrap-server", cluster.bootstrapServers(),
                "--topic", topic,
                "--num-records", String.valueOf(records),
                "--throughput", "-1",
                "--payload-file", payloads.toString()));
        arguments.add("--command-property");
        arguments.addAll(PRODUCER_SETTINGS);
        return main("ProducerPerformance", run, PRODUCER_PERFORMANCE, arguments);
    }

    /** @param sample topic with the records that are sent repeatedly */
    Launch readyRecords(String run, String topic, long records, String sample) {
        List<String> arguments =
                new ArrayList<>(List.of(cluster.bootstrapServers(), topic, sample, String.valueOf(records)));
        arguments.addAll(PRODUCER_SETTINGS);
        return main(Reference.READY_RECORDS, run, arguments);
    }

    private List<String> consumerOptions(Target target, String... options) {
        List<String> arguments = connectionOptions(target);
        if (Stream.of(options).noneMatch(option -> option.startsWith("--http-port"))) {
            arguments.add("--http-port=0");
        }
        arguments.addAll(List.of(options));
        return arguments;
    }

    private List<String> connectionOptions(Target target) {
        List<String> options = new ArrayList<>(cluster.connectionOptions());
        options.addAll(
                List.of("--topic=" + target.topic(), "--group=" + target.group(), "--keyspace=" + target.keyspace()));
        return options;
    }

    private Launch main(Reference reference, String run, List<String> arguments) {
        return main(reference.title(), run, reference.mainClass(), arguments);
    }

    private Launch main(String name, String run, String mainClass, List<String> arguments) {
        return Java.running().main(name, jvmOptions(run, name, config.heap), mainClass, arguments);
    }

    private List<String> jvmOptions(String run, String name, String heap) {
        List<String> options = new ArrayList<>(List.of("-Xmx" + heap));
        if (config.profiles != null) {
            Path recording = config.profiles.resolve(run + "-" + name + ".jfr").toAbsolutePath();
            options.add("-XX:StartFlightRecording=settings=profile,filename=" + recording);
        }
        return options;
    }
}
