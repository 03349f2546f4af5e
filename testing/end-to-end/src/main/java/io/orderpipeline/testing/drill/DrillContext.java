package io.orderpipeline.testing.drill;

import io.orderpipeline.common.cli.UserError;
import io.orderpipeline.localstack.LocalStack;
import io.orderpipeline.testing.oracle.Cluster;
import io.orderpipeline.testing.oracle.TableKind;
import io.orderpipeline.testing.oracle.TestPipeline;
import io.orderpipeline.testing.oracle.TopicProgress;
import io.orderpipeline.testing.process.ChildProcess;
import io.orderpipeline.testing.proxy.FaultProxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.regex.Pattern;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * What a drill has at hand: servers to harm, programs at work, and a clock that tells how long they need to get over
 * it. Whenever time passes, all programs must stay alive that nobody has killed. One thread.
 */
public final class DrillContext implements AutoCloseable {

    public static final int PARTITIONS = 3;

    /** For what a program is to say or do soon. */
    public static final Duration LIMIT = TestPipeline.LIMIT;

    /** What a consumer says when the database does not take its orders. */
    public static final String IN_TROUBLE = "Cassandra is in trouble";

    private static final Pattern LOST_PARTITIONS = Pattern.compile("has lost");
    private static final String NO_BROKER = "no broker answers";
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(100);
    private static final Duration RECOVERY_LIMIT = Duration.ofMinutes(3);

    private final LocalStack stack;
    private final Load load;
    private final Consumer<String> progress;
    private final Random random;
    private final TestPipeline pipeline;
    private final TopicProgress topic;
    private final DrillPrograms programs = new DrillPrograms();
    private final List<FaultProxy> proxies = new ArrayList<>();
    private int producers;
    private int faults;
    private Duration slowestRecovery = Duration.ZERO;

    /** @param progress gets a line for each thing that happens */
    public DrillContext(LocalStack stack, Load load, TableKind table, Consumer<String> progress) {
        this.stack = stack;
        this.load = load;
        this.progress = progress;
        this.random = new Random(load.seed());
        this.pipeline = TestPipeline.shieldedFromTerminal(Cluster.of(stack), table);
        this.topic = new TopicProgress(stack.bootstrapServers(), pipeline.topic(), PARTITIONS, pipeline.group());
    }

    public LocalStack stack() {
        return stack;
    }

    public TestPipeline pipeline() {
        return pipeline;
    }

    public DrillPrograms programs() {
        return programs;
    }

    /** Moments and places of faults; the same for the same seed. */
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

    /** Orders as long as the drill lasts, some of them malformed, some repeated. */
    public ChildProcess startLoad() {
        return startLoad(load);
    }

    public ChildProcess startLoad(Load other) {
        return startProducer("--rate=" + other.rate());
    }

    /** @param options more than those of every drill, or in place of them */
    public ChildProcess startProducer(String... options) {
        List<String> all = new ArrayList<>(
                List.of("--invalid=0.01", "--duplicates=0.01", "--seed=" + (load.seed() + producers++)));
        all.addAll(List.of(options));
        return programs.addProducer(pipeline.producer(all.toArray(String[]::new)));
    }

    public ChildProcess startConsumer(String... options) {
        return startConsumer(List.of(), options);
    }

    /** Returns when it has started; see {@link #awaitWriting}. */
    public ChildProcess startConsumer(List<String> jvmOptions, String... options) {
        return programs.addConsumer(pipeline.consumer(jvmOptions, options));
    }

    public void awaitWriting(ChildProcess consumer) {
        consumer.awaitOut("written [1-9]", TestPipeline.LIMIT);
    }

    /** Records that no producer of ours has made; returns when all are acknowledged. */
    public void send(List<ProducerRecord<byte[], byte[]>> records) {
        try {
            pipeline.orders().send(records);
        } catch (ExecutionException e) {
            throw new DrillException("the broker does not take records: " + e.getCause(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DrillException("interrupted", e);
        }
    }

    /** Clear weather at first; see {@link #through}. */
    public FaultProxy proxyToCassandra() {
        FaultProxy proxy = FaultProxy.before(stack.contactPoint());
        proxies.add(proxy);
        return proxy;
    }

    /** The option that leads a consumer to the proxy. */
    public static String through(FaultProxy proxy) {
        return "--contact-points=" + proxy.address().getHostString() + ":"
                + proxy.address().getPort();
    }

    /** Whatever the database did, the consumer has been a member of its group all the time. Its threads may hand over to each other. */
    public void requireMembership(ChildProcess consumer) {
        if (consumer.err().all().stream().anyMatch(LOST_PARTITIONS.asPredicate())) {
            throw new DrillException("the consumer has not kept its partitions" + consumer.lastLines());
        }
    }

    /** Time passes. */
    public void let(Duration time) {
        long end = System.nanoTime() + time.toNanos();
        await(time.multipliedBy(2).plus(RECOVERY_LIMIT), () -> System.nanoTime() - end >= 0, "time has not passed");
    }

    /** A moment that nobody can foresee. */
    public void letSome(Duration atLeast, Duration atMost) {
        let(atLeast.plusMillis(random.nextLong(atMost.minus(atLeast).toMillis())));
    }

    /** Counts a fault, and tells of it. */
    public void fault(String what) {
        faults++;
        tell(what);
    }

    /** Counts many at once. */
    public void faults(int count, String what) {
        faults += count;
        tell("%,d %s".formatted(count, what));
    }

    public void tell(String what) {
        progress.accept(what);
    }

    /** The fault is over: returns when offsets are committed again, or nothing is left to be done. */
    public void recover() {
        long start = System.nanoTime();
        await(RECOVERY_LIMIT, () -> committed() >= 0, NO_BROKER);
        long before = committed();
        await(RECOVERY_LIMIT, () -> committed() > before || lag() == 0, "no offset is committed any more");
        recovered(Duration.ofNanos(System.nanoTime() - start));
    }

    private void recovered(Duration recovery) {
        slowestRecovery = recovery.compareTo(slowestRecovery) > 0 ? recovery : slowestRecovery;
        tell("recovered after %.1f s".formatted(recovery.toMillis() / 1000.0));
    }

    /**
     * Something was taken away, or given back, and the pipeline goes on: returns when all that the topic holds by now is
     * committed, in every partition.
     */
    public void goOn() {
        long start = System.nanoTime();
        AtomicLong goal = new AtomicLong(-1);
        await(RECOVERY_LIMIT, () -> goal.accumulateAndGet(ask(topic::records, -1), Math::max) >= 0, NO_BROKER);
        await(RECOVERY_LIMIT, () -> committed() >= goal.get(), "not everything is committed");
        recovered(Duration.ofNanos(System.nanoTime() - start));
    }

    /** Until no more records than these are behind. */
    public void awaitLag(long records) {
        await(RECOVERY_LIMIT, () -> lag() <= records, "the consumer has not caught up");
    }

    public void awaitCaughtUp() {
        awaitCaughtUp(RECOVERY_LIMIT);
    }

    public void awaitCaughtUp(Duration limit) {
        await(limit, () -> lag() == 0, "the consumer has not caught up");
    }

    /** Records in the topic that the group has not committed; a broker that does not say leaves the question open. */
    public long lag() {
        return ask(topic::lag, Long.MAX_VALUE);
    }

    long records() {
        return topic.records();
    }

    public void await(Duration limit, BooleanSupplier condition, String otherwise) {
        long end = System.nanoTime() + limit.toNanos();
        while (!condition.getAsBoolean()) {
            programs.endedWithin(BETWEEN_LOOKS).ifPresent(program -> {
                throw new DrillException("a program has ended by itself" + program.lastLines());
            });
            if (System.nanoTime() - end >= 0) {
                throw new DrillException(otherwise + " within " + limit.toSeconds() + " s");
            }
        }
    }

    @Override
    public void close() {
        topic.close();
        pipeline.close();
        proxies.forEach(FaultProxy::close);
    }

    /** -1 while no broker answers. */
    private long committed() {
        return ask(topic::committed, -1);
    }

    private static long ask(LongSupplier question, long otherwise) {
        try {
            return question.getAsLong();
        } catch (UserError noAnswer) {
            return otherwise;
        }
    }
}
