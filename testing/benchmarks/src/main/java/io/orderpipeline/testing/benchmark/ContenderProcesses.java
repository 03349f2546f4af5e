package io.orderpipeline.testing.benchmark;

import io.orderpipeline.testing.benchmark.contender.LatencyConsumerMain;
import io.orderpipeline.testing.benchmark.contender.LatencyLoopMain;
import io.orderpipeline.testing.benchmark.contender.ReadyRecordsMain;
import io.orderpipeline.testing.process.Java;
import io.orderpipeline.testing.process.Launch;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** How the contenders are started: each as its own process, all with the same flags of the virtual machine. */
final class ContenderProcesses {

    /** Of kafka-tools, by name: nothing of ours is compiled against it. */
    private static final String PRODUCER_PERFORMANCE = "org.apache.kafka.tools.ProducerPerformance";

    /** As our producer sets them, see its ClientSettings. */
    private static final List<String> PRODUCER_SETTINGS = List.of(
            "acks=all",
            "enable.idempotence=true",
            "linger.ms=1",
            "batch.size=" + 128 * 1024,
            "compression.type=none",
            "enable.metrics.push=false");

    private final BenchConfig config;
    private final Servers servers;

    ContenderProcesses(BenchConfig config, Servers servers) {
        this.config = config;
        this.servers = servers;
    }

    Launch consumer(String run, String heap, Target target, String... options) {
        return java(
                "consumer",
                run,
                heap,
                List.of("-jar", config.repository().consumerJar().toString()),
                consumerOptions(target, options));
    }

    /** The consumer as it is shipped, with a stop-watch at its writer. */
    Launch latencyConsumer(String run, Target target, Path results, long warmUpMillis) {
        List<String> arguments = new ArrayList<>(List.of(results.toString(), String.valueOf(warmUpMillis)));
        arguments.addAll(consumerOptions(target));
        return java(
                "latency-consumer", run, config.heap(), onClassPath(LatencyConsumerMain.class.getName()), arguments);
    }

    /** The bare loop with that stop-watch. */
    Launch latencyLoop(String run, Target target, Path results, long warmUpMillis) {
        return loop(LatencyLoopMain.class, run, target, results.toString(), String.valueOf(warmUpMillis));
    }

    /** @param first before the arguments that all loops have */
    Launch loop(Class<?> main, String run, Target target, String... first) {
        List<String> arguments = new ArrayList<>(List.of(first));
        arguments.addAll(List.of(
                servers.bootstrapServers(), target.topic(), target.group(), servers.contactPoint(), target.keyspace()));
        return java(main.getSimpleName(), run, config.heap(), onClassPath(main.getName()), arguments);
    }

    Launch producer(String run, String topic, String... options) {
        List<String> arguments = new ArrayList<>(List.of(
                "--bootstrap-servers=" + servers.bootstrapServers(),
                "--topic=" + topic,
                // The same orders in every round.
                "--seed=1"));
        arguments.addAll(List.of(options));
        return java(
                "producer",
                run,
                config.heap(),
                List.of("-jar", config.repository().producerJar().toString()),
                arguments);
    }

    /** @param payloads a file of records, a line each, of which it draws at random: its cheapest way */
    Launch producerPerformance(String run, String topic, long records, Path payloads) {
        List<String> arguments = new ArrayList<>(List.of(
                "--bootstrap-server",
                servers.bootstrapServers(),
                "--topic",
                topic,
                "--num-records",
                String.valueOf(records),
                "--throughput",
                "-1",
                "--payload-file",
                payloads.toString(),
                "--command-property"));
        arguments.addAll(PRODUCER_SETTINGS);
        return java("ProducerPerformance", run, config.heap(), onClassPath(PRODUCER_PERFORMANCE), arguments);
    }

    /** @param sample topic with the records that are sent again and again */
    Launch readyRecords(String run, String topic, long records, String sample) {
        List<String> arguments =
                new ArrayList<>(List.of(servers.bootstrapServers(), topic, sample, String.valueOf(records)));
        arguments.addAll(PRODUCER_SETTINGS);
        return java("ready-records", run, config.heap(), onClassPath(ReadyRecordsMain.class.getName()), arguments);
    }

    private List<String> consumerOptions(Target target, String... options) {
        List<String> arguments = new ArrayList<>(List.of(
                "--bootstrap-servers=" + servers.bootstrapServers(),
                "--contact-points=" + servers.contactPoint(),
                "--topic=" + target.topic(),
                "--group=" + target.group(),
                "--keyspace=" + target.keyspace()));
        if (Stream.of(options).noneMatch(option -> option.startsWith("--http-port"))) {
            arguments.add("--http-port=0");
        }
        arguments.addAll(List.of(options));
        return arguments;
    }

    private static List<String> onClassPath(String main) {
        return List.of("-cp", System.getProperty("java.class.path"), main);
    }

    private Launch java(String name, String run, String heap, List<String> program, List<String> arguments) {
        List<String> all = new ArrayList<>(List.of("-Xmx" + heap));
        config.profiles()
                .ifPresent(folder -> all.add("-XX:StartFlightRecording=settings=profile,filename="
                        + folder.resolve(run + "-" + name + ".jfr").toAbsolutePath()));
        all.addAll(program);
        all.addAll(arguments);
        return Java.running().launch(name, all);
    }
}
