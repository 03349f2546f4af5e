package io.orderpipeline.testing.oracle;

import io.orderpipeline.testing.process.ChildProcess;
import io.orderpipeline.testing.process.Java;
import io.orderpipeline.testing.process.Launch;
import io.orderpipeline.testing.process.Repository;
import java.io.File;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;

/**
 * Runs both programs of one test or drill with their own topic, group and keyspace. {@link #close()} kills the
 * processes that still run.
 */
public final class TestPipeline implements AutoCloseable {

    /** For a step of a program, on a machine that also does other work. */
    public static final Duration LIMIT = Duration.ofSeconds(90);

    /** Programs that run for seconds would spend most of them in the second compiler. */
    private static final String SHORT_LIVED = "-XX:TieredStopAtLevel=1";

    private static final AtomicInteger NUMBER = new AtomicInteger();

    private final Cluster cluster;
    private final Java java;
    private final UnaryOperator<Launch> adaptation;
    private final TableKind table;
    private final List<String> compilers;
    private final String name = "orders_" + NUMBER.incrementAndGet();
    private final Repository repository = Repository.find();
    private final List<ChildProcess> started = new ArrayList<>();

    public TestPipeline(Cluster cluster) {
        this(cluster, Java.running());
    }

    public TestPipeline(Cluster cluster, Java java) {
        this(cluster, java, launch -> launch, TableKind.PLAIN, List.of(SHORT_LIVED));
    }

    private TestPipeline(
            Cluster cluster, Java java, UnaryOperator<Launch> adaptation, TableKind table, List<String> compilers) {
        this.compilers = compilers;
        this.cluster = cluster;
        this.java = java;
        this.adaptation = adaptation;
        this.table = table;
    }

    /**
     * For a caller that stops the programs with SIGTERM on Ctrl+C; the programs ignore SIGINT.
     *
     * @param asShipped with both compilers of the JVM, as a user's programs have
     */
    public static TestPipeline shieldedFromTerminal(Cluster cluster, Java java, TableKind table, boolean asShipped) {
        return new TestPipeline(
                cluster, java, Launch::shieldedFromTerminal, table, asShipped ? List.of() : List.of(SHORT_LIVED));
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

    public TableContents table() {
        return new TableContents(cluster, keyspace(), table.table());
    }

    public ChildProcess producer(String... options) {
        return start(producerLaunch(options));
    }

    /** A producer whose acknowledged records are logged; the interceptor of this class path runs within it. */
    public ChildProcess producer(Acknowledgements acknowledgements, String... options) {
        List<String> arguments = new ArrayList<>(compilers);
        arguments.addAll(List.of(
                "-cp",
                repository.producerJar() + File.pathSeparator + repository.endToEndClasses(),
                "io.orderpipeline.producer.ProducerMain",
                "--kafka-config=" + acknowledgements.settings()));
        arguments.addAll(producerArguments(options));
        return start(java.launch("producer", arguments));
    }

    /** For starting it in a terminal. */
    public List<String> producerCommand(String... options) {
        return producerLaunch(options).command();
    }

    private Launch producerLaunch(String... own) {
        return launch(repository.producerJar(), List.of(), producerArguments(own));
    }

    private List<String> producerArguments(String... own) {
        List<String> usual = new ArrayList<>(List.of(cluster.bootstrapOption(), "--topic=" + topic(), "--seed=7"));
        usual.addAll(copies(cluster.copies().ofTopics()));
        return merged(usual, own);
    }

    public ChildProcess consumer(String... options) {
        return consumer(List.of(), options);
    }

    public ChildProcess consumer(List<String> jvmOptions, String... options) {
        List<String> usual = new ArrayList<>(connections());
        usual.add("--http-port=0");
        usual.addAll(copies(cluster.copies().ofKeyspaces()));
        return start(launch(repository.consumerJar(), jvmOptions, merged(usual, options)));
    }

    /** For starting it in a terminal. */
    public List<String> consumerCommand(String... options) {
        List<String> usual = new ArrayList<>(connections());
        usual.add("--http-port=0");
        return launch(repository.consumerJar(), List.of(), merged(usual, options))
                .command();
    }

    public ChildProcess verify(String... options) {
        List<String> arguments = new ArrayList<>(List.of("verify"));
        arguments.addAll(merged(connections(), options));
        return start(launch(repository.consumerJar(), List.of(), arguments));
    }

    public ChildProcess doctor(String... options) {
        List<String> arguments = new ArrayList<>(List.of("doctor"));
        arguments.addAll(merged(connections(), options));
        return start(launch(repository.consumerJar(), List.of(), arguments));
    }

    /** Says what became of one order. */
    public ChildProcess order(String id) {
        List<String> arguments = new ArrayList<>(List.of("order", id));
        arguments.addAll(connections());
        return start(launch(repository.consumerJar(), List.of(), arguments));
    }

    public ChildProcess listDeadLetters() {
        return command("dead-letters", "list", cluster.bootstrapOption(), "--dead-letter-topic=" + deadLetterTopic());
    }

    /** A command of {@code consumer.jar} with these arguments only. */
    public ChildProcess command(String... arguments) {
        return start(launch(repository.consumerJar(), List.of(), List.of(arguments)));
    }

    public ChildProcess start(Launch launch) {
        ChildProcess process = ChildProcess.start(adaptation.apply(launch));
        started.add(process);
        return process;
    }

    /** One copy is the default of the programs. */
    private static List<String> copies(int replicationFactor) {
        return replicationFactor == 1 ? List.of() : List.of("--replication-factor=" + replicationFactor);
    }

    private List<String> connections() {
        List<String> connections = new ArrayList<>(table.options());
        connections.addAll(List.of(
                "--topic=" + topic(),
                "--dead-letter-topic=" + deadLetterTopic(),
                "--group=" + group(),
                "--keyspace=" + keyspace()));
        connections.addAll(cluster.connectionOptions());
        return connections;
    }

    private Launch launch(Path jar, List<String> jvmOptions, List<String> arguments) {
        List<String> all = new ArrayList<>(compilers);
        all.addAll(jvmOptions);
        return java.jar(jar, all, arguments);
    }

    /** An option of the caller replaces the usual one. */
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
