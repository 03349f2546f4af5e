package io.orderpipeline.endtoend;

import io.orderpipeline.process.ChildProcess;
import io.orderpipeline.process.Java;
import io.orderpipeline.process.Launch;
import io.orderpipeline.process.Repository;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Both programs of one test, with a topic, a group and a keyspace of its own. Closing it kills what still runs, which
 * is nothing when the test went well.
 */
final class Pipeline implements AutoCloseable {

    /** For whatever a program does at its end, on a machine that does other things too. */
    static final Duration LIMIT = Duration.ofSeconds(90);

    /** A program that lives for seconds spends most of them on compiling itself, which the machine has better use for. */
    private static final String SHORT_LIVED = "-XX:TieredStopAtLevel=1";

    private static final AtomicInteger NUMBER = new AtomicInteger();

    private final Cluster cluster;
    private final Java java;
    private final String name = "orders_" + NUMBER.incrementAndGet();
    private final Repository repository = Repository.find();
    private final List<ChildProcess> started = new ArrayList<>();

    Pipeline(Cluster cluster) {
        this(cluster, Java.running());
    }

    Pipeline(Cluster cluster, Java java) {
        this.cluster = cluster;
        this.java = java;
    }

    Cluster cluster() {
        return cluster;
    }

    String topic() {
        return name;
    }

    String deadLetterTopic() {
        return name + ".dead-letters";
    }

    String group() {
        return name + "-group";
    }

    String keyspace() {
        return name;
    }

    TopicContents orders() {
        return new TopicContents(cluster, topic());
    }

    TopicContents deadLetters() {
        return new TopicContents(cluster, deadLetterTopic());
    }

    /** Opened for each look, for looks are few. */
    TableContents table() {
        return new TableContents(cluster, keyspace());
    }

    ChildProcess producer(String... options) {
        List<String> all = new ArrayList<>(
                List.of("--bootstrap-servers=" + cluster.bootstrapServers(), "--topic=" + topic(), "--seed=7"));
        return start(repository.producerJar(), all, options);
    }

    ChildProcess consumer(String... options) {
        List<String> all = new ArrayList<>(List.of(
                "--bootstrap-servers=" + cluster.bootstrapServers(),
                "--topic=" + topic(),
                "--dead-letter-topic=" + deadLetterTopic(),
                "--group=" + group(),
                "--contact-points=" + cluster.contactPoint(),
                "--local-datacenter=" + cluster.datacenter(),
                "--keyspace=" + keyspace()));
        return start(repository.consumerJar(), all, options);
    }

    ChildProcess start(Launch launch) {
        ChildProcess process = ChildProcess.start(launch);
        started.add(process);
        return process;
    }

    /** A test's own option takes the place of the usual one. */
    private ChildProcess start(Path jar, List<String> usual, String... options) {
        for (String option : options) {
            usual.removeIf(other -> name(other).equals(name(option)));
            usual.add(option);
        }
        List<String> arguments = new ArrayList<>(List.of(SHORT_LIVED, "-jar", jar.toString()));
        arguments.addAll(usual);
        return start(java.launch(jar.getFileName().toString(), arguments));
    }

    private static String name(String option) {
        return option.split("=", 2)[0];
    }

    @Override
    public void close() {
        started.forEach(ChildProcess::close);
    }
}
