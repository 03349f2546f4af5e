package io.orderpipeline.testing.demo;

import io.orderpipeline.localstack.ParentWatchdog;
import io.orderpipeline.localstack.Ports;
import io.orderpipeline.testing.oracle.Cluster;
import io.orderpipeline.testing.oracle.ConsumerReport;
import io.orderpipeline.testing.oracle.WatchedConsumer;
import io.orderpipeline.testing.process.ChildProcess;
import io.orderpipeline.testing.process.Java;
import io.orderpipeline.testing.process.Repository;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.jar.Attributes;
import java.util.jar.JarFile;

/** The two programs, started from their jars with the options of a user. They end with the demo, even after a kill. */
record DemoPrograms(ChildProcess consumer, ChildProcess producer) implements AutoCloseable {

    static final String TOPIC = "orders";
    static final int PARTITIONS = 3;
    static final String GROUP = "order-consumer";
    static final String KEYSPACE = "order_pipeline";
    static final String CONSUMER = "consumer";

    private static final int HTTP_PORT = 8080;
    private static final Duration END_LIMIT = Duration.ofSeconds(30);

    /** SIGTERM, before the program handles signals, and so before it has done anything. */
    private static final int TERMINATED_AT_START = 143;

    /** It reads everything twice: what took an hour to produce takes minutes. */
    private static final Duration VERIFY_LIMIT = Duration.ofHours(1);

    static DemoPrograms start(DemoMain options, Cluster cluster, DemoOutput output) {
        ChildProcess consumer = startConsumerJar(CONSUMER, "--http-port=" + httpPort(), options, cluster, output);
        List<String> arguments = new ArrayList<>(List.of(
                cluster.bootstrapOption(),
                "--rate=" + options.rate,
                "--duration=" + options.duration.toMillis() + "ms",
                "--format=" + options.format));
        arguments.addAll(cluster.registryOption());
        Path producerJar = options.repository.producerJar();
        return new DemoPrograms(consumer, start("producer", options.repository, producerJar, arguments, output));
    }

    /** The documented one, unless another program uses it. */
    private static int httpPort() {
        return Ports.isFree(HTTP_PORT) ? HTTP_PORT : 0;
    }

    /** Runs {@code consumer.jar verify} and returns its exit code, which is 0 only for a PASS. */
    static int verify(DemoMain options, Cluster cluster, DemoOutput output) {
        try (ChildProcess verify = startConsumerJar("verify", "verify", options, cluster, output)) {
            return verify.awaitEnd(VERIFY_LIMIT);
        }
    }

    private static ChildProcess startConsumerJar(
            String name, String first, DemoMain options, Cluster cluster, DemoOutput output) {
        List<String> arguments = new ArrayList<>(List.of(first));
        arguments.addAll(cluster.connectionOptions());
        return start(name, options.repository, options.repository.consumerJar(), arguments, output);
    }

    private static ChildProcess start(
            String name, Repository repository, Path jar, List<String> arguments, DemoOutput output) {
        List<String> java = new ArrayList<>(List.of(
                "-cp",
                // The jar comes first, so that the watchdog adds a main class and replaces nothing.
                jar + File.pathSeparator + repository.watchdogClasses(),
                ParentWatchdog.class.getName(),
                mainClass(jar)));
        java.addAll(arguments);
        return ChildProcess.start(Java.running()
                .launch(name, java)
                .holdingInputOpen()
                .shieldedFromTerminal()
                .withListener(line -> output.quote(name, line)));
    }

    private static String mainClass(Path jar) {
        try (JarFile file = new JarFile(jar.toFile())) {
            return file.getManifest().getMainAttributes().getValue(Attributes.Name.MAIN_CLASS);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + jar, e);
        }
    }

    CompletableFuture<?> oneEnded() {
        return CompletableFuture.anyOf(producer.onExit(), consumer.onExit());
    }

    /** Waits for at most that time; true if the consumer ended, which it should not do by itself. */
    boolean consumerEndsWithin(Duration limit) {
        return consumer.endsWithin(limit);
    }

    /** Stops the producer if it still runs, and returns its exit code. */
    int endProducer() {
        return end(producer);
    }

    /** Stops the consumer, as Ctrl+C does, and returns its exit code. */
    int endConsumer() {
        return end(consumer);
    }

    private static int end(ChildProcess program) {
        program.terminate();
        int exitCode = program.awaitEnd(END_LIMIT);
        return exitCode == TERMINATED_AT_START ? 0 : exitCode;
    }

    /** Empty until the consumer has printed the address. */
    Optional<URI> dashboard() {
        return WatchedConsumer.addressOf(consumer);
    }

    long acknowledged() {
        return ConsumerReport.acknowledgedBy(producer);
    }

    @Override
    public void close() {
        producer.close();
        consumer.close();
    }
}
