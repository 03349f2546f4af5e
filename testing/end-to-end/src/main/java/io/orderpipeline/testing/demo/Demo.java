package io.orderpipeline.testing.demo;

import io.orderpipeline.common.cli.DaemonThreads;
import io.orderpipeline.common.cli.Program;
import io.orderpipeline.common.cli.StopSignal;
import io.orderpipeline.common.cli.UserError;
import io.orderpipeline.testing.oracle.Cluster;
import io.orderpipeline.testing.oracle.RowCounter;
import io.orderpipeline.testing.oracle.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * Runs the demo: servers, programs, first stored order, last order, count, {@code verify}. The main thread prints. One
 * thread starts the servers, so that a stop can interrupt their start; one waits for the first stored order.
 */
record Demo(DemoMain options, StopSignal stop, DemoOutput output) {

    private static final Duration BETWEEN_QUERIES = Duration.ofMillis(50);
    private static final Duration BETWEEN_LAG_CHECKS = Duration.ofMillis(200);

    /** For orders that are not stored yet when the producer stops. */
    private static final Duration CATCH_UP_LIMIT = Duration.ofMinutes(2);

    int run() {
        boolean good;
        List<String> epilogue;
        try (DemoServers servers = servers()) {
            output.paragraph(introduction());
            Optional<Cluster> cluster = start(servers);
            good = cluster.isEmpty() || run(servers, cluster.get());
            if (options.keep && cluster.isPresent()) {
                servers.keep();
            }
            epilogue = cluster.isPresent() ? servers.epilogue() : List.of("Nothing was produced.");
        }
        output.paragraph(epilogue);
        return good ? Program.OK : Program.FAILED;
    }

    private List<String> introduction() {
        return List.of(
                "Orders of a shop, streamed from Kafka into Cassandra.",
                "The producer sends %,d orders per second for %d s. The category of an order selects one of 3"
                                .formatted(options.rate, options.duration.toSeconds())
                        + " partitions of the topic.",
                "The consumer has one thread for each partition: it validates every order and writes it to Cassandra.",
                "At the end all rows are counted and compared with the topic. Ctrl+C skips to the end.");
    }

    private DemoServers servers() {
        StackCommand stack = new StackCommand(options.repository, output);
        if (options.docker) {
            return DockerServers.of(stack);
        }
        new DemoFolder(options.data()).makeFresh(stack);
        return LocalServers.in(options.data(), options.hasSchema(), stack, output);
    }

    /** Empty when a stop was requested first. */
    private Optional<Cluster> start(DemoServers servers) {
        output.say("Starting a Kafka broker%s and a Cassandra node, which takes 10 to 30 seconds."
                .formatted(options.hasSchema() ? ", a schema registry" : ""));
        CompletableFuture<Cluster> starting =
                CompletableFuture.supplyAsync(servers::start, task -> DaemonThreads.start("start-servers", task));
        try {
            CompletableFuture.anyOf(starting, stop.future()).join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException known ? known : e;
        }
        if (!starting.isDone()) {
            output.say("Stopped before the servers were ready.");
            return Optional.empty();
        }
        return Optional.of(starting.join());
    }

    /** @return whether every order was stored */
    private boolean run(DemoServers servers, Cluster cluster) {
        try {
            return run(cluster);
        } catch (UserError e) {
            servers.requireRunning();
            throw e;
        }
    }

    private boolean run(Cluster cluster) {
        output.paragraph(List.of("The servers are ready. Starting the consumer and the producer."));
        try (DemoPrograms programs = DemoPrograms.start(options, cluster, output);
                RowCounter stored = new RowCounter(cluster, DemoPrograms.KEYSPACE);
                Topics.Progress progress = new Topics.Progress(
                        cluster.bootstrapServers(), DemoPrograms.TOPIC, DemoPrograms.PARTITIONS, DemoPrograms.GROUP)) {
            CompletableFuture<Void> firstOrder = CompletableFuture.runAsync(
                    () -> awaitFirstOrder(programs, stored), task -> DaemonThreads.start("first-order", task));
            CompletableFuture.anyOf(programs.oneEnded(), stop.future()).join();
            int producerExit = programs.endProducer();
            output.paragraph(List.of(
                    "The producer has stopped. The consumer stores the remaining orders and prints its statistics."));
            awaitCaughtUp(programs, progress);
            int consumerExit = programs.endConsumer();
            firstOrder.join();
            TreeMap<String, Integer> exitCodes =
                    new TreeMap<>(Map.of("producer", producerExit, "consumer", consumerExit));
            // Ctrl+C may come before the producer has created the topic.
            if (progress.topicExists()) {
                exitCodes.put("verify", verify(cluster));
            }
            DemoVerdict verdict =
                    new DemoVerdict(programs.acknowledged(), progress.records(), stored.countByPartition(), exitCodes);
            output.paragraph(verdict.lines());
            return verdict.isGood();
        }
    }

    private int verify(Cluster cluster) {
        output.paragraph(List.of("verify reads topic, table and dead letters, and compares them order by order."));
        return DemoPrograms.verify(options, cluster, output);
    }

    /** On its own thread. */
    private void awaitFirstOrder(DemoPrograms programs, RowCounter stored) {
        while (!stored.hasRows()) {
            if (programs.consumerEndsWithin(BETWEEN_QUERIES)) {
                return;
            }
        }
        Duration elapsed = Duration.between(options.started, Instant.now());
        List<String> lines = new ArrayList<>();
        lines.add("The first order is stored, %.1f s after the start of the demo."
                .formatted(elapsed.toMillis() / 1000.0));
        programs.dashboard().ifPresent(url -> lines.add("Dashboard: " + url));
        output.paragraph(lines);
    }

    private static void awaitCaughtUp(DemoPrograms programs, Topics.Progress progress) {
        Instant deadline = Instant.now().plus(CATCH_UP_LIMIT);
        while (progress.lag() > 0) {
            if (programs.consumerEndsWithin(BETWEEN_LAG_CHECKS)) {
                return;
            }
            if (Instant.now().isAfter(deadline)) {
                throw UserError.failed("the consumer has not caught up within " + CATCH_UP_LIMIT.toSeconds() + " s");
            }
        }
    }
}
