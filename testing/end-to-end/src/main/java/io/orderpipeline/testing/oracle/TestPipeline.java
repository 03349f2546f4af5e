package io.orderpipeline.testing.oracle;

import io.orderpipeline.testing.process.ChildProcess;
import io.orderpipeline.testing.process.Java;
import io.orderpipeline.testing.process.Launch;
import io.orderpipeline.testing.process.Repository;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;

/**
 * Both programs of one test or drill, with a topic, a group and a keyspace of its own. Closing it kills what still
 * runs, which is nothing when all went well.
 */
public final class TestPipeline implements AutoCloseable {

    /** For whatever a program does at its end, on a machine that does other things too. */
    public static final Duration LIMIT = Duration.ofSeconds(90);

    /** A program that lives for seconds spends most of them on compiling itself, which the machine has better use for. */
    private static final String SHORT_LIVED = "-XX:TieredStopAtLevel=1";

    private static final AtomicInteger NUMBER = new AtomicInteger();

    private final Cluster cluster;
    private final Java java;
    private final UnaryOperator<Launch> manner;
    private final TableKind table;
    private final String name = "orders_" + NUMBER.incrementAndGet();
    private final Repository repository = Repository.find();
    private final List<ChildProcess> started = new ArrayList<>();

    public TestPipeline(Cluster cluster) {
        this(cluster, Java.running());
    }

    public TestPipeline(Cluster cluster, Java java) {
        this(cluster, java, launch -> launch, TableKind.PLAIN);
    }

    private TestPipeline(Cluster cluster, Java java, UnaryOperator<Launch> manner, TableKind table) {
        this.cluster = cluster;
        this.java = java;
        this.manner = manner;
        this.table = table;
    }

    /** For one who ends the programs himself when somebody presses Ctrl+C, with SIGTERM, for they do not hear SIGINT. */
    public static TestPipeline shieldedFromTerminal(Cluster cluster, TableKind table) {
        return new TestPipeline(cluster, Java.running(), Launch::shieldedFromTerminal, table);
    }

    public Cluster cluster() {
        return cluster;
    }

    public String topic() {
        return name;
    }

    public String deadLetterTopic() {
        return name + ".dead-letters";
    }

    public String group() {
        return name + "-group";
    }

    public String keyspace() {
        return name;
    }

    public TopicContents orders() {
        return new TopicContents(cluster, topic());
    }

    public TopicContents deadLetters() {
        return new TopicContents(cluster, deadLetterTopic());
    }

    /** Opened for each look, for looks are few. */
    public TableContents table() {
        return new TableContents(cluster, keyspace(), table.table());
    }

    public ChildProcess producer(String... options) {
        return start(repository.producerJar(), List.of(), List.of(), producerOptions(options));
    }

    /** For one who starts it in a terminal. */
    public List<String> producerCommand(String... options) {
        return launch(repository.producerJar(), List.of(), List.of(), producerOptions(options))
                .command();
    }

    private List<String> producerOptions(String... own) {
        List<String> usual = new ArrayList<>(
                List.of("--bootstrap-servers=" + cluster.bootstrapServers(), "--topic=" + topic(), "--seed=7"));
        usual.addAll(copies());
        return merged(usual, own);
    }

    public ChildProcess consumer(String... options) {
        return consumer(List.of(), options);
    }

    /** @param jvmOptions what stands between {@code java} and {@code -jar} */
    public ChildProcess consumer(List<String> jvmOptions, String... options) {
        List<String> usual = new ArrayList<>(connections());
        usual.add("--http-port=0");
        usual.addAll(copies());
        return start(repository.consumerJar(), jvmOptions, List.of(), merged(usual, options));
    }

    /** For one who starts it in a terminal. */
    public List<String> consumerCommand(String... options) {
        return launch(repository.consumerJar(), List.of(), List.of("--http-port=0"), merged(connections(), options))
                .command();
    }

    /** {@code consumer.jar verify}. */
    public ChildProcess verify(String... options) {
        return start(repository.consumerJar(), List.of(), List.of("verify"), merged(connections(), options));
    }

    public ChildProcess start(Launch launch) {
        ChildProcess process = ChildProcess.start(manner.apply(launch));
        started.add(process);
        return process;
    }

    /** The programs' default is one. */
    private List<String> copies() {
        return cluster.copies() == 1 ? List.of() : List.of("--replication-factor=" + cluster.copies());
    }

    private List<String> connections() {
        List<String> connections = new ArrayList<>(table.options());
        connections.addAll(List.of(
                "--bootstrap-servers=" + cluster.bootstrapServers(),
                "--topic=" + topic(),
                "--dead-letter-topic=" + deadLetterTopic(),
                "--group=" + group(),
                "--contact-points=" + cluster.contactPoints(),
                "--local-datacenter=" + cluster.datacenter(),
                "--keyspace=" + keyspace()));
        return connections;
    }

    private ChildProcess start(Path jar, List<String> jvmOptions, List<String> command, List<String> options) {
        return start(launch(jar, jvmOptions, command, options));
    }

    private Launch launch(Path jar, List<String> jvmOptions, List<String> command, List<String> options) {
        List<String> arguments = new ArrayList<>(List.of(SHORT_LIVED));
        arguments.addAll(jvmOptions);
        arguments.addAll(List.of("-jar", jar.toString()));
        arguments.addAll(command);
        arguments.addAll(options);
        return java.launch(jar.getFileName().toString(), arguments);
    }

    /** A test's own option takes the place of the usual one. */
    private static List<String> merged(List<String> usual, String... own) {
        List<String> merged = new ArrayList<>(usual);
        for (String option : own) {
            merged.removeIf(other -> name(other).equals(name(option)));
            merged.add(option);
        }
        return merged;
    }

    private static String name(String option) {
        return option.split("=", 2)[0];
    }

    @Override
    public void close() {
        started.forEach(ChildProcess::close);
    }
}
