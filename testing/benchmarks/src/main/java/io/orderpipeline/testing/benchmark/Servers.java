package io.orderpipeline.testing.benchmark;

import com.datastax.oss.driver.api.core.CqlSession;
import io.orderpipeline.common.cli.UserError;
import io.orderpipeline.localstack.LocalStack;
import io.orderpipeline.localstack.StackConfig;
import io.orderpipeline.localstack.StackException;
import io.orderpipeline.localstack.StackServer;
import io.orderpipeline.testing.oracle.Cluster;
import io.orderpipeline.testing.oracle.Topics;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/** The Kafka broker and the Cassandra node of one benchmark, and their CPU time. One thread. */
final class Servers implements AutoCloseable {

    private static final Duration START_LIMIT = Duration.ofMinutes(10);
    private static final Duration BETWEEN_SAMPLES = Duration.ofMillis(500);
    private static final Duration RESPONSE_LIMIT = Duration.ofSeconds(30);
    private static final Duration SETTLE_LIMIT = Duration.ofSeconds(60);

    /** CPU share of one core that both servers together use without requests. */
    private static final double IDLE = 0.15;

    /** User and system time, in seconds. */
    record Cpu(double kafka, double cassandra) {

        Cpu since(Cpu earlier) {
            return new Cpu(kafka - earlier.kafka, cassandra - earlier.cassandra);
        }

        double both() {
            return kafka + cassandra;
        }
    }

    private final LocalStack stack;
    final Cluster cluster;
    final Topics topics;
    final CqlSession session;

    private Servers(LocalStack stack) {
        this.stack = stack;
        this.cluster = Cluster.of(stack);
        this.topics = new Topics(stack.bootstrapServers(), RESPONSE_LIMIT);
        // Long enough for reading or dropping a whole table.
        this.session = stack.cassandra().session(Duration.ofMinutes(10));
    }

    /** @param data directory that is deleted before and after */
    static Servers start(Path data, Consumer<String> progress) {
        StackConfig config = StackConfig.onFreePorts(data).withStartLimit(START_LIMIT);
        try {
            LocalStack.open(config).discard();
            return start(LocalStack.open(config, progress));
        } catch (StackException e) {
            throw UserError.failed(e.getMessage(), e);
        }
    }

    private static Servers start(LocalStack stack) {
        try {
            stack.startAll();
            return new Servers(stack);
        } catch (RuntimeException e) {
            stack.discard();
            throw e;
        }
    }

    /** Since they were started. */
    Cpu cpu() {
        return new Cpu(cpuSeconds(stack.kafka()), cpuSeconds(stack.cassandra()));
    }

    /** Waits until the work of an earlier round is done, such as flushes and compactions. */
    void settle() {
        long deadline = System.nanoTime() + SETTLE_LIMIT.toNanos();
        double share;
        do {
            Cpu before = cpu();
            long from = System.nanoTime();
            LockSupport.parkNanos(BETWEEN_SAMPLES.toNanos());
            double seconds = (System.nanoTime() - from) / (double) TimeUnit.SECONDS.toNanos(1);
            share = cpu().since(before).both() / seconds;
        } while (share > IDLE && System.nanoTime() < deadline);
    }

    @Override
    public void close() {
        topics.close();
        session.close();
        stack.discard();
    }

    private static double cpuSeconds(StackServer server) {
        return ProcessHandle.of(server.pid())
                        .flatMap(process -> process.info().totalCpuDuration())
                        .orElseThrow(() -> new IllegalStateException(server.name() + " has ended"))
                        .toNanos()
                / 1e9;
    }
}
