package io.orderpipeline.testing.demo;

import io.orderpipeline.testing.process.ChildProcess;
import io.orderpipeline.testing.process.Launch;
import io.orderpipeline.testing.process.ProcessSignal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The two programs, started from their jars with the options that a person would give. */
final class DemoPrograms implements AutoCloseable {

    static final String TOPIC = "orders";
    static final int PARTITIONS = 3;
    static final String GROUP = "order-consumer";
    static final String KEYSPACE = "order_pipeline";

    private static final Duration END_LIMIT = Duration.ofSeconds(30);

    /** It reads everything twice: what took an hour to make takes minutes. */
    private static final Duration VERIFY_LIMIT = Duration.ofHours(1);

    /** The producer's last line: made = acknowledged + failed. */
    private static final Pattern ACKNOWLEDGED = Pattern.compile("^total\\b.*\\backnowledged ([\\d,]+)");

    private static final Pattern DASHBOARD = Pattern.compile("Dashboard and metrics at (\\S+)");

    private final ChildProcess consumer;
    private final ChildProcess producer;

    private DemoPrograms(ChildProcess consumer, ChildProcess producer) {
        this.consumer = consumer;
        this.producer = producer;
    }

    static DemoPrograms start(DemoConfig config, Addresses addresses, DemoOutput screen) {
        Launch consumer = consumerJar("consumer", "--http-port=0", config, addresses);
        Launch producer = new WatchedJar(
                        config.repository(), config.repository().producerJar())
                .launch(
                        "producer",
                        List.of(
                                "--bootstrap-servers=" + addresses.bootstrapServers(),
                                "--rate=" + config.rate(),
                                "--duration=" + config.duration().toMillis() + "ms"));
        return new DemoPrograms(start(consumer, screen), start(producer, screen));
    }

    /**
     * Has the consumer compare topic, table and dead letters order by order.
     *
     * @return the exit code, 0 only when all is proven
     */
    static int verify(DemoConfig config, Addresses addresses, DemoOutput screen) {
        try (ChildProcess verify = start(consumerJar("verify", "verify", config, addresses), screen)) {
            return verify.awaitEnd(VERIFY_LIMIT);
        }
    }

    private static Launch consumerJar(String name, String first, DemoConfig config, Addresses addresses) {
        return new WatchedJar(config.repository(), config.repository().consumerJar())
                .launch(
                        name,
                        List.of(
                                first,
                                "--bootstrap-servers=" + addresses.bootstrapServers(),
                                "--contact-points=" + addresses.contactPoint(),
                                "--local-datacenter=" + addresses.datacenter()));
    }

    private static ChildProcess start(Launch launch, DemoOutput screen) {
        return ChildProcess.start(launch.shieldedFromTerminal().tellingTo(line -> screen.quote(launch.name(), line)));
    }

    /** Completes when one of them ends, whichever. */
    CompletableFuture<?> oneEnded() {
        return CompletableFuture.anyOf(producer.onExit(), consumer.onExit());
    }

    /** True when the consumer has ended within that time, which it should not do by itself. */
    boolean consumerEndsWithin(Duration limit) {
        return consumer.endsWithin(limit);
    }

    /** Asks it to end, which it does by itself otherwise, and returns its exit code. */
    int endProducer() {
        return end(producer);
    }

    /** As Ctrl+C would: it finishes what it holds and prints its statistics. */
    int endConsumer() {
        return end(consumer);
    }

    /** Where the consumer shows itself; empty when it does not, or not yet. */
    Optional<String> dashboard() {
        return consumer.err().all().stream()
                .map(DASHBOARD::matcher)
                .filter(Matcher::find)
                .map(matcher -> matcher.group(1))
                .findFirst();
    }

    long acknowledged() {
        return producer.out().all().stream()
                .map(ACKNOWLEDGED::matcher)
                .filter(Matcher::find)
                .map(matcher -> Long.parseLong(matcher.group(1).replace(",", "")))
                .reduce((first, last) -> last)
                .orElse(0L);
    }

    private static int end(ChildProcess program) {
        if (program.isAlive()) {
            program.signal(ProcessSignal.TERM);
        }
        return program.awaitEnd(END_LIMIT);
    }

    @Override
    public void close() {
        producer.close();
        consumer.close();
    }
}
