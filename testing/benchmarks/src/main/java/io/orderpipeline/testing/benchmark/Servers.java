package io.orderpipeline.testing.benchmark;

import com.datastax.oss.driver.api.core.CqlSession;
import io.orderpipeline.common.cli.UserError;
import io.orderpipeline.localstack.LocalStack;
import io.orderpipeline.localstack.StackConfig;
import io.orderpipeline.localstack.StackException;
import io.orderpipeline.localstack.StackServer;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;

/** The Kafka and the Cassandra of one benchmark, which nobody else uses, and what they cost. One thread. */
final class Servers implements AutoCloseable {

    private static final Duration START_LIMIT = Duration.ofMinutes(10);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(500);
    private static final Duration SETTLE_LIMIT = Duration.ofSeconds(60);

    /** Both servers together, of one core: what they do when nobody asks for anything. */
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
    private final Admin admin;
    private final CqlSession session;

    private Servers(LocalStack stack) {
        this.stack = stack;
        this.admin = Admin.create(Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
                stack.bootstrapServers(),
                AdminClientConfig.ENABLE_METRICS_PUSH_CONFIG,
                false));
        // For counting a whole table, and for dropping one.
        this.session = stack.cassandra().session(Duration.ofMinutes(10));
    }

    /** @param data whatever is there is deleted, before and after */
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

    String bootstrapServers() {
        return stack.bootstrapServers();
    }

    /** host:port */
    String contactPoint() {
        return stack.contactPoint().getHostString() + ":" + stack.contactPoint().getPort();
    }

    InetSocketAddress address() {
        return stack.contactPoint();
    }

    String datacenter() {
        return stack.cassandra().datacenter();
    }

    Admin admin() {
        return admin;
    }

    CqlSession session() {
        return session;
    }

    /** Since they were started. */
    Cpu cpu() {
        return new Cpu(cpuSeconds(stack.kafka()), cpuSeconds(stack.cassandra()));
    }

    /** Waits until they have done what an earlier round has left them, flushes and compactions for example. */
    void settle() {
        long deadline = System.nanoTime() + SETTLE_LIMIT.toNanos();
        double share;
        do {
            Cpu before = cpu();
            long from = System.nanoTime();
            LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
            double seconds = (System.nanoTime() - from) / (double) TimeUnit.SECONDS.toNanos(1);
            share = cpu().since(before).both() / seconds;
        } while (share > IDLE && System.nanoTime() < deadline);
    }

    @Override
    public void close() {
        admin.close();
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
