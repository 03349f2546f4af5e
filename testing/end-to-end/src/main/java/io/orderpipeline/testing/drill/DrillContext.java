package io.orderpipeline.testing.drill;

import io.orderpipeline.common.cli.UserError;
import io.orderpipeline.localstack.LocalStack;
import io.orderpipeline.localstack.StackServer;
import io.orderpipeline.testing.oracle.Cluster;
import io.orderpipeline.testing.oracle.Outcome;
import io.orderpipeline.testing.oracle.Outcome.Expectation;
import io.orderpipeline.testing.oracle.TableKind;
import io.orderpipeline.testing.oracle.TestPipeline;
import io.orderpipeline.testing.oracle.Topics;
import io.orderpipeline.testing.process.ChildProcess;
import io.orderpipeline.testing.proxy.FaultProxy;
import java.io.PrintStream;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Gives a drill its servers, programs and random moments, and measures recovery. While it waits, every program must run
 * that the drill has not stopped. One thread.
 */
public final class DrillContext implements AutoCloseable {

    /** For a step of a program. */
    public static final Duration LIMIT = TestPipeline.LIMIT;

    /** Nothing will come, which is what the run shows. */
    private static final Duration LIMIT_WITHOUT_FAULTS = Duration.ofSeconds(15);

    private static final String NO_BROKER = "no broker responds";
    private static final Duration BETWEEN_CHECKS = Duration.ofMillis(100);
    private static final Duration RECOVERY_LIMIT = Duration.ofMinutes(3);

    private final LocalStack stack;
    private final Load load;
    private final DrillSetup setup;
    private final Consumer<String> progress;
    private final Random random;
    private final TestPipeline pipeline;
    private final Topics.Progress topic;
    private final DrillPrograms programs;
    private final List<FaultProxy> proxies = new ArrayList<>();
    private final Map<String, Predicate<Outcome>> expectations = new LinkedHashMap<>();
    private Expectation deleted = Expectation.NONE;
    private int faults;
    private Duration slowestRecovery = Duration.ZERO;

    /**
     * @param rate orders per second
     * @param seed of the random moments; the sequence of events in several processes differs slightly all the same
     */
    public record Load(int rate, long seed, Mode mode) {

        /** What a run is for. */
        public enum Mode {
            /** The JVM is as shipped. */
            FULL,
            /** For seconds: the programs use the first compiler only. */
            SHORT,
            /** As SHORT; to show that every drill fails when its fault is not injected. */
            WITHOUT_FAULTS
        }

        public Load {
            UserError.requireUsage(rate >= 1, "--rate must be 1 or more orders a second, was " + rate);
        }

        /** @param seed null for a random one */
        public static Load of(int rate, Long seed) {
            return new Load(rate, seed == null ? ThreadLocalRandom.current().nextInt(1_000_000) : seed, Mode.FULL);
        }

        Load with(Mode other) {
            return new Load(rate, seed, other);
        }

        boolean withFaults() {
            return mode != Mode.WITHOUT_FAULTS;
        }
    }

    /**
     * @param hasRegistry whether the programs know the stack's schema registry
     * @param progress receives a line for each event
     */
    public DrillContext(
            LocalStack stack,
            Load load,
            DrillSetup setup,
            TableKind table,
            boolean hasRegistry,
            Consumer<String> progress) {
        this.stack = stack;
        this.load = load;
        this.setup = setup;
        this.progress = progress;
        this.random = new Random(load.seed());
        this.pipeline = TestPipeline.shieldedFromTerminal(
                cluster(stack, setup, hasRegistry), setup.java(), table, load.mode() == Load.Mode.FULL);
        this.programs = new DrillPrograms(pipeline, load);
        this.topic = openProgress();
    }

    /** Creates what the setup or the servers require to exist before the programs start. */
    void prepareServers() {
        if (setup.hasTopic()) {
            pipeline.orders().create(setup.partitions(), setup.topic());
        }
        if (stack.config().variant().datacenters() > 1) {
            pipeline.table().createKeyspace(stack.replicas());
        }
    }

    private static Cluster cluster(LocalStack stack, DrillSetup setup, boolean hasRegistry) {
        Cluster cluster = Cluster.of(stack);
        if (hasRegistry) {
            cluster = cluster.withRegistry(stack.schemaRegistry().url());
        }
        if (!setup.clients().isEmpty()) {
            cluster = cluster.withKafkaSettings(
                    stack.config().dataDir().resolve("drill-clients.properties"), setup.clients());
        }
        return stack.config().tuning().settings().containsKey("authenticator")
                ? cluster.withOrdinaryUser(stack.config().dataDir().resolve("drill-user.conf"))
                : cluster;
    }

    /** Prints lines with the seconds since now. */
    public static Consumer<String> timedLog(PrintStream out) {
        long start = System.nanoTime();
        return line -> out.println(String.format(Locale.ROOT, "%7.1f s %s", (System.nanoTime() - start) / 1e9, line));
    }

    public LocalStack stack() {
        return stack;
    }

    TestPipeline pipeline() {
        return pipeline;
    }

    public DrillPrograms programs() {
        return programs;
    }

    /** For moments and targets of faults; the same for the same seed. */
    public Random random() {
        return random;
    }

    public int faults() {
        return faults;
    }

    Duration slowestRecovery() {
        return slowestRecovery;
    }

    public Load load() {
        return load;
    }

    /** Another client for the offsets of the drill's topic; the caller closes it. */
    public Topics.Progress openProgress() {
        return new Topics.Progress(stack.bootstrapServers(), pipeline.topic(), setup.partitions(), pipeline.group());
    }

    /** Sends records without a producer process; returns when all are acknowledged. */
    void send(List<ProducerRecord<byte[], byte[]>> records) {
        try {
            pipeline.orders().send(records);
        } catch (ExecutionException e) {
            throw new AssertionError("the broker does not accept records: " + e.getCause(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    /** Without a fault at first; see {@link #through}. */
    public FaultProxy proxyToCassandra() {
        return proxyTo(stack.contactPoint());
    }

    FaultProxy proxyTo(InetSocketAddress server) {
        FaultProxy proxy = FaultProxy.before(server);
        proxies.add(proxy);
        return proxy;
    }

    /** The option that connects a consumer through the proxy. */
    public static String through(FaultProxy proxy) {
        return "--contact-points=" + proxy.address().getHostString() + ":"
                + proxy.address().getPort();
    }

    public void runFor(Duration time) {
        long end = System.nanoTime() + time.toNanos();
        await(time.multipliedBy(2).plus(RECOVERY_LIMIT), () -> System.nanoTime() - end >= 0, "time has not passed");
    }

    public void runBetween(Duration atLeast, Duration atMost) {
        runFor(atLeast.plusMillis(random.nextLong(atMost.minus(atLeast).toMillis())));
    }

    /** For a fault whose effect the caller checks otherwise. */
    public void fault(String what) {
        faults++;
        log(what);
    }

    /** Injects a fault. A drill must then check that it had an effect: without one, nothing was tested. */
    void inject(String what, Runnable injection) {
        fault(what);
        if (load.withFaults()) {
            injection.run();
        }
    }

    /** Sends records that are the fault, or makes part of it. */
    void inject(int count, String what, Runnable injection) {
        faults += count - 1;
        inject("%,d %s".formatted(count, what), injection);
    }

    void kill(ChildProcess program) {
        inject("kill -9 of " + program.name(), () -> programs.kill(program));
        requireEffect(!program.isAlive(), program.name() + " was not killed");
    }

    void kill(StackServer server) {
        inject("kill -9 of " + server.name(), server::kill);
        requireEffect(!server.isAlive(), server.name() + " was not killed");
    }

    void stop(StackServer server) {
        inject("stop of " + server.name(), server::stop);
        requireEffect(!server.isAlive(), server.name() + " was not stopped");
    }

    /** While records wait: a fault between two records tests nothing. */
    void requireLag() {
        await(effectLimit(), () -> lag() > 0, "no record waits, so that the fault would hit nothing");
    }

    /** Waits until the program logs what shows that the fault reached it. */
    void awaitEffect(ChildProcess program, String regex) {
        await(
                effectLimit(),
                () -> Stream.concat(program.err().stream(), program.out().stream())
                        .anyMatch(Pattern.compile(regex).asPredicate()),
                "the fault had no effect: " + program.name() + " does not print '" + regex + "'");
    }

    void awaitEffect(String missing, BooleanSupplier effect) {
        await(effectLimit(), effect, "the fault had no effect: " + missing);
    }

    static void requireEffect(boolean hadEffect, String missing) {
        if (!hadEffect) {
            throw new AssertionError("the fault had no effect: " + missing);
        }
    }

    /** What the table and the dead letters must show of the fault, after the programs have stopped. */
    void expect(String what, Predicate<Outcome> effect) {
        expectations.put(what, effect);
    }

    /** Before the topic deletes records: what they require holds for the rest of the drill. */
    void rememberRecords() {
        deleted = deleted.followedBy(Expectation.of(pipeline.orders()));
    }

    boolean hasDeletedRecords() {
        return !deleted.equals(Expectation.NONE);
    }

    Outcome outcome() {
        return Outcome.of(pipeline, deleted);
    }

    /** The expectations that the outcome does not meet. */
    List<String> unmet(Outcome outcome) {
        return expectations.entrySet().stream()
                .filter(expected -> !expected.getValue().test(outcome))
                .map(expected -> "the fault had no effect: not " + expected.getKey())
                .toList();
    }

    private Duration effectLimit() {
        return load.withFaults() ? LIMIT : LIMIT_WITHOUT_FAULTS;
    }

    void log(String line) {
        progress.accept(line);
    }

    /** After the end of a fault: returns when offsets are committed again, or the lag is 0. */
    public void awaitRecovery() {
        long start = System.nanoTime();
        await(RECOVERY_LIMIT, () -> committed() >= 0, NO_BROKER);
        long before = committed();
        await(RECOVERY_LIMIT, () -> committed() > before || lag() == 0, "no offset was committed");
        recovered(start);
    }

    /** Returns when every record that the topic holds at the call is committed, in every partition. */
    void awaitAllCommitted() {
        long start = System.nanoTime();
        AtomicLong goal = new AtomicLong(-1);
        await(RECOVERY_LIMIT, () -> goal.accumulateAndGet(ask(topic::records, -1), Math::max) >= 0, NO_BROKER);
        await(RECOVERY_LIMIT, () -> committed() >= goal.get(), "not every record was committed");
        recovered(start);
    }

    private void recovered(long start) {
        Duration recovery = Duration.ofNanos(System.nanoTime() - start);
        slowestRecovery = recovery.compareTo(slowestRecovery) > 0 ? recovery : slowestRecovery;
        log("recovered after %.1f s".formatted(recovery.toMillis() / 1000.0));
    }

    public void awaitLag(long records) {
        awaitLag(records, RECOVERY_LIMIT);
    }

    void awaitLag(long records, Duration limit) {
        await(limit, () -> lag() <= records, "the consumer has not caught up");
    }

    /** Records that the group has not committed; the largest number while no broker responds. */
    long lag() {
        return ask(topic::lag, Long.MAX_VALUE);
    }

    long records() {
        return topic.records();
    }

    void await(Duration limit, BooleanSupplier condition, String problem) {
        long end = System.nanoTime() + limit.toNanos();
        while (!condition.getAsBoolean()) {
            programs.endedWithin(BETWEEN_CHECKS).ifPresent(program -> {
                throw new AssertionError("a program has ended unexpectedly" + program.lastLines());
            });
            if (System.nanoTime() - end >= 0) {
                throw new AssertionError(problem + " within " + limit.toSeconds() + " s");
            }
        }
    }

    /** Stops the programs and makes the assertions that are the same for all drills. */
    public DrillResult check(String name) {
        return new DrillAssertions(this).of(name);
    }

    /** In place of {@link #check}, when the consumer has refused the servers. */
    DrillResult checkRefusal(String name) {
        return new DrillAssertions(this).ofRefusal(name);
    }

    @Override
    public void close() {
        topic.close();
        pipeline.close();
        proxies.forEach(FaultProxy::close);
    }

    /** -1 while no broker responds. */
    private long committed() {
        return ask(topic::committed, -1);
    }

    private static long ask(LongSupplier question, long otherwise) {
        try {
            return question.getAsLong();
        } catch (UserError noResponse) {
            return otherwise;
        }
    }
}
