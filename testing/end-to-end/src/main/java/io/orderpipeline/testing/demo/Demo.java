package io.orderpipeline.testing.demo;

import io.orderpipeline.common.cli.Program;
import io.orderpipeline.common.cli.StopSignal;
import io.orderpipeline.common.cli.UserError;
import io.orderpipeline.testing.oracle.TopicProgress;
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
 * The story from beginning to end: servers, programs, the first order, the last one, the count. The main thread tells
 * it; beside it one thread starts the servers, which a stop must be able to interrupt, and one looks for the first order.
 */
final class Demo {

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(50);
    private static final Duration BETWEEN_QUESTIONS = Duration.ofMillis(200);

    /** For orders that are still between Kafka and Cassandra when no more come. */
    private static final Duration CATCH_UP_LIMIT = Duration.ofMinutes(2);

    private final DemoConfig config;
    private final StopSignal stop;
    private final DemoOutput screen;

    Demo(DemoConfig config, StopSignal stop, DemoOutput screen) {
        this.config = config;
        this.stop = stop;
        this.screen = screen;
    }

    /** @return the exit code */
    int run() {
        boolean good;
        List<String> afterwards;
        try (DemoServers servers = servers()) {
            screen.tell(introduction());
            Optional<Addresses> addresses = start(servers);
            good = addresses.isEmpty() || run(addresses.get());
            if (config.keep() && addresses.isPresent()) {
                servers.keep();
            }
            afterwards = servers.afterwards();
        }
        screen.tell(afterwards);
        return good ? Program.OK : Program.FAILED;
    }

    private List<String> introduction() {
        return List.of(
                "A shop's orders, live. Kafka keeps them as they come; Cassandra is the database that they end in.",
                "The producer makes %,d orders a second for %d s. Each has a category, and the category decides which"
                                .formatted(config.rate(), config.duration().toSeconds())
                        + " of 3 partitions of the topic it goes to.",
                "The consumer has one thread for each partition: it checks every order and writes it to Cassandra.",
                "At the end every row is counted, and compared with the topic. Ctrl+C ends it early, in the same order.");
    }

    private DemoServers servers() {
        StackCommand stack = new StackCommand(config.repository(), screen);
        if (config.docker()) {
            return DockerServers.of(stack);
        }
        new DemoFolder(config.data()).makeFresh(stack);
        return LocalServers.in(config.data(), stack, screen);
    }

    /** Empty when the stop came first. */
    private Optional<Addresses> start(DemoServers servers) {
        screen.say("Starting Kafka and Cassandra, real ones, which takes 10 to 30 seconds.");
        CompletableFuture<Addresses> starting =
                CompletableFuture.supplyAsync(servers::start, task -> new Thread(task, "start-servers").start());
        try {
            CompletableFuture.anyOf(starting, stop.future()).join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException known ? known : e;
        }
        if (!starting.isDone()) {
            screen.say("Stopped before there was anything to count.");
            return Optional.empty();
        }
        return Optional.of(starting.join());
    }

    /** @return whether every order arrived */
    private boolean run(Addresses addresses) {
        screen.tell(List.of("Both answer requests. Starting the consumer and the producer."));
        try (DemoPrograms programs = DemoPrograms.start(config, addresses, screen);
                RowCounter stored = new RowCounter(addresses, DemoPrograms.KEYSPACE);
                TopicProgress progress = new TopicProgress(
                        addresses.bootstrapServers(),
                        DemoPrograms.TOPIC,
                        DemoPrograms.PARTITIONS,
                        DemoPrograms.GROUP)) {
            CompletableFuture<Void> firstOrder = CompletableFuture.runAsync(
                    () -> awaitFirstOrder(programs, stored), task -> new Thread(task, "first-order").start());
            CompletableFuture.anyOf(programs.oneEnded(), stop.future()).join();
            int producerExit = programs.endProducer();
            screen.tell(List.of("No more orders come. The consumer finishes what is left and tells what it did."));
            awaitCaughtUp(programs, progress);
            int consumerExit = programs.endConsumer();
            firstOrder.join();
            screen.tell(List.of("The proof: verify reads topic, table and dead letters, and compares order by order."));
            int verifyExit = DemoPrograms.verify(config, addresses, screen);
            DemoVerdict verdict = new DemoVerdict(
                    programs.acknowledged(),
                    progress.records(),
                    stored.countByPartition(),
                    new TreeMap<>(Map.of("producer", producerExit, "consumer", consumerExit, "verify", verifyExit)));
            screen.tell(verdict.lines());
            return verdict.isGood();
        }
    }

    /** In a thread of its own. */
    private void awaitFirstOrder(DemoPrograms programs, RowCounter stored) {
        while (!stored.isAnyThere()) {
            if (programs.consumerEndsWithin(BETWEEN_LOOKS)) {
                return;
            }
        }
        Duration elapsed = Duration.between(config.started(), Instant.now());
        List<String> news = new ArrayList<>();
        news.add("The first order is stored, %.1f s after the start of the demo."
                .formatted(elapsed.toMillis() / 1000.0));
        programs.dashboard().ifPresent(url -> news.add("Watch the rest in a browser: " + url));
        screen.tell(news);
    }

    private static void awaitCaughtUp(DemoPrograms programs, TopicProgress progress) {
        Instant deadline = Instant.now().plus(CATCH_UP_LIMIT);
        while (progress.lag() > 0) {
            if (programs.consumerEndsWithin(BETWEEN_QUESTIONS)) {
                return;
            }
            if (Instant.now().isAfter(deadline)) {
                throw UserError.failed("the consumer has not caught up within " + CATCH_UP_LIMIT.toSeconds() + " s");
            }
        }
    }
}
