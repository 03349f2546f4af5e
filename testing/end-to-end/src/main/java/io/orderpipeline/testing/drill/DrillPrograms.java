package io.orderpipeline.testing.drill;

import io.orderpipeline.testing.oracle.Acknowledgements;
import io.orderpipeline.testing.oracle.ConsumerReport;
import io.orderpipeline.testing.oracle.TestPipeline;
import io.orderpipeline.testing.process.ChildProcess;
import io.orderpipeline.testing.process.ChildProcess.Signal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The producers and consumers of one drill. A program that ends before it is stopped here fails it. One thread. */
public final class DrillPrograms {

    /** The consumer's log message while Cassandra accepts no orders. */
    static final String IN_TROUBLE = "Cassandra is unavailable or overloaded";

    private static final Pattern LOST_PARTITIONS = Pattern.compile("has lost");

    private final TestPipeline pipeline;
    private final DrillContext.Load load;
    private final List<ChildProcess> producers = new ArrayList<>();
    private final List<ChildProcess> consumers = new ArrayList<>();
    private final Acknowledgements acknowledgements = new Acknowledgements();
    private int started;

    DrillPrograms(TestPipeline pipeline, DrillContext.Load load) {
        this.pipeline = pipeline;
        this.load = load;
    }

    /** A producer that runs to the end of the drill; some of its orders are malformed, some are duplicates. */
    public ChildProcess startLoad() {
        return startLoad(1);
    }

    ChildProcess startLoad(int factor) {
        return startProducer("--rate=" + load.rate() * factor);
    }

    /** @param options added to the usual ones, or in place of them */
    ChildProcess startProducer(String... options) {
        List<String> all =
                new ArrayList<>(List.of("--invalid=0.01", "--duplicates=0.01", "--seed=" + (load.seed() + started++)));
        all.addAll(List.of(options));
        ChildProcess producer = pipeline.producer(acknowledgements, all.toArray(String[]::new));
        producers.add(producer);
        return producer;
    }

    /** The load and a consumer, which is returned when it writes. */
    ChildProcess startPipeline(String... consumerOptions) {
        startLoad();
        ChildProcess consumer = startConsumer(consumerOptions);
        awaitWriting(consumer);
        return consumer;
    }

    void createBacklog(int orders, Duration limit) {
        awaitEndOfProducer(startProducer("--rate=0", "--count=" + orders), limit);
    }

    ChildProcess startConsumer(String... options) {
        return startConsumer(List.of(), options);
    }

    /** Returns at once; see {@link #awaitWriting}. */
    public ChildProcess startConsumer(List<String> jvmOptions, String... options) {
        ChildProcess consumer = pipeline.consumer(jvmOptions, options);
        consumers.add(consumer);
        return consumer;
    }

    /** Returns when a partition is assigned to it. */
    ChildProcess joinConsumer(String... options) {
        ChildProcess consumer = startConsumer(options);
        awaitAssignment(consumer);
        return consumer;
    }

    public static void awaitAssignment(ChildProcess consumer) {
        consumer.awaitErr("is assigned", TestPipeline.LIMIT);
    }

    public static void awaitWriting(ChildProcess consumer) {
        consumer.awaitOut("written [1-9]", TestPipeline.LIMIT);
    }

    /** Asserts that the consumer has never left its group. Its threads may pass partitions to each other. */
    static void requireMembership(ChildProcess consumer) {
        if (consumer.err().stream().anyMatch(LOST_PARTITIONS.asPredicate())) {
            throw new AssertionError("the consumer has lost partitions" + consumer.lastLines());
        }
    }

    /** Waits for at most that time for a program to end by itself. */
    Optional<ChildProcess> endedWithin(Duration limit) {
        CompletableFuture.anyOf(all().map(ChildProcess::onExit).toArray(CompletableFuture<?>[]::new))
                .completeOnTimeout(null, limit.toMillis(), TimeUnit.MILLISECONDS)
                .join();
        return all().filter(program -> !program.isAlive()).findFirst();
    }

    private Stream<ChildProcess> all() {
        return Stream.concat(producers.stream(), consumers.stream());
    }

    public void kill(ChildProcess program) {
        program.signal(Signal.KILL);
        program.awaitEnd(TestPipeline.LIMIT);
        forget(program);
    }

    /** Of all producers of the drill. */
    Acknowledgements acknowledgements() {
        return acknowledgements;
    }

    void endProducers() {
        for (ChildProcess producer : List.copyOf(producers)) {
            producer.terminate();
            requireEnd(producer, TestPipeline.LIMIT);
        }
    }

    /** Of a producer with {@code --count}. */
    void awaitEndOfProducer(ChildProcess producer, Duration limit) {
        requireEnd(producer, limit);
    }

    void endConsumers() {
        List.copyOf(consumers).forEach(this::endConsumer);
    }

    /** With SIGTERM: requires exit code 0, counters that add up, and no record in flight. */
    public void endConsumer(ChildProcess consumer) {
        consumer.terminate();
        requireEnd(consumer, TestPipeline.LIMIT);
        requireReconciled(consumer);
    }

    /** Of a consumer with {@code --exit-when-caught-up}. */
    void awaitEndOfConsumer(ChildProcess consumer, Duration limit) {
        requireEnd(consumer, limit);
        requireReconciled(consumer);
    }

    private static void requireReconciled(ChildProcess consumer) {
        ConsumerReport report = ConsumerReport.of(consumer);
        if (!report.reconciles() || report.inFlight() > 0) {
            throw new AssertionError("the consumer's counters do not add up: " + report);
        }
    }

    private void requireEnd(ChildProcess program, Duration limit) {
        int exitCode = program.awaitEnd(limit);
        if (exitCode != 0) {
            throw new AssertionError("exit code " + exitCode + program.lastLines());
        }
        forget(program);
    }

    private void forget(ChildProcess program) {
        producers.remove(program);
        consumers.remove(program);
    }
}
