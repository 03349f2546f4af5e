package io.orderpipeline.testing.drill;

import io.orderpipeline.localstack.StackConfig.CassandraTuning;
import io.orderpipeline.localstack.StackServer;
import io.orderpipeline.testing.oracle.MetricValues;
import io.orderpipeline.testing.oracle.WatchedConsumer;
import io.orderpipeline.testing.process.ChildProcess;
import io.orderpipeline.testing.proxy.FaultProxy;
import io.orderpipeline.testing.proxy.NetworkConditions;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import java.util.function.Function;

/** Drills that kill, suspend or starve the broker or the Cassandra node, or the connections to Cassandra. */
final class ServerDrills {

    private static final NetworkConditions LATENCY = NetworkConditions.latency(Duration.ofMillis(250));
    private static final NetworkConditions TRICKLE = NetworkConditions.trickle(20_000);
    private static final Duration LIMIT = Duration.ofMinutes(5);

    /** With 256 MB, a million orders bring Cassandra to a standstill. */
    private static final String POOR_HEAP = "288m";

    /** Reached in a long garbage collection; at the default of 2 s, the adaptive limit spared the node all trouble. */
    private static final String POOR_TIMEOUT = "30ms";

    /** Of the latency that the drill adds; usual writes take milliseconds. */
    private static final double SLOW_WRITE_SECONDS = 0.4;

    private ServerDrills() {}

    static Drill brokerKill() {
        return kill("broker-kill", "the broker", context -> context.stack().kafka(), Duration.ofSeconds(3));
    }

    static Drill cassandraKill() {
        return kill("cassandra-kill", "Cassandra", context -> context.stack().cassandra(), Duration.ZERO);
    }

    private static Drill kill(
            String name, String title, Function<DrillContext, StackServer> server, Duration downTime) {
        return Drill.of(name, "kill -9 of " + title + " during writes, restart", context -> {
            context.programs().startPipeline();
            context.runBetween(Duration.ofMillis(500), Duration.ofSeconds(3));
            context.kill(server.apply(context));
            context.runFor(downTime);
            server.apply(context).start();
            context.awaitRecovery();
        });
    }

    /** Longer than every session timeout, so that the broker considers the group dead when it resumes. */
    static Drill brokerPause(Duration time) {
        return pause(
                "broker-pause",
                "the broker",
                time,
                context -> context.stack().kafka(),
                (context, consumer) -> context.awaitEffect(consumer, "the broker does not answer"));
    }

    /** As in a long garbage collection: connections stay open. */
    static Drill cassandraPause(Duration time) {
        return pause(
                "cassandra-pause", "Cassandra", time, context -> context.stack().cassandra(), (context, consumer) -> {
                    context.awaitEffect(consumer, DrillPrograms.IN_TROUBLE);
                    DrillPrograms.requireMembership(consumer);
                });
    }

    /** @param check of the consumer while the server is suspended */
    private static Drill pause(
            String name,
            String title,
            Duration time,
            Function<DrillContext, StackServer> server,
            BiConsumer<DrillContext, ChildProcess> check) {
        return Drill.of(name, "SIGSTOP of %s for %d s".formatted(title, time.toSeconds()), context -> {
            ChildProcess consumer = context.programs().startPipeline();
            context.inject("SIGSTOP of " + title, () -> server.apply(context).pause());
            context.runFor(time);
            check.accept(context, consumer);
            context.log("SIGCONT");
            server.apply(context).resume();
            context.awaitRecovery();
        });
    }

    /** The heap must not grow with the backlog. */
    static Drill longOutage(Duration outage, int loadFactor) {
        String fault = "%d s without Cassandra at %d times the rate, the consumer with -Xmx128m"
                .formatted(outage.toSeconds(), loadFactor);
        return Drill.of("long-outage", fault, context -> {
            GcLog heap = GcLog.create();
            context.programs().startLoad(loadFactor);
            ChildProcess consumer = context.programs().startConsumer(heap.jvmOptions("128m"));
            DrillPrograms.awaitWriting(consumer);
            context.kill(context.stack().cassandra());
            int start = heap.collections();
            context.runFor(outage.dividedBy(2));
            int middle = heap.collections();
            context.runFor(outage.dividedBy(2));
            int end = heap.collections();
            long lag = context.lag();
            context.log("lag of %,d records".formatted(lag));
            DrillContext.requireEffect(
                    lag > outage.toSeconds() / 2 * loadFactor * context.load().rate(), "no backlog has built up");
            context.stack().cassandra().start();
            context.awaitRecovery();
            DrillPrograms.requireMembership(consumer);
            context.log(heap.requireFlat(start, middle, end));
            context.programs().endProducers();
            context.awaitLag(0, LIMIT);
        });
    }

    /** A badly configured node under the full speed of the consumer. */
    static Drill poorDatabase(int orders) {
        String fault = "Cassandra with stock memtables, a %s heap and a write timeout of %s; %,d orders at full rate"
                .formatted(POOR_HEAP, POOR_TIMEOUT, orders);
        return Drill.of("poor-database", fault, context -> {
                    context.programs().createBacklog(orders, LIMIT);
                    context.fault("%,d orders wait for the consumer".formatted(orders));
                    ChildProcess consumer = context.programs().startConsumer();
                    DrillPrograms.awaitWriting(consumer);
                    context.awaitLag(0, LIMIT);
                    requireTrouble(context, consumer);
                    DrillPrograms.requireMembership(consumer);
                })
                .with(CassandraTuning.SHIPPED
                        .withStockMemtables()
                        .withMaximumHeap(POOR_HEAP)
                        .with("write_request_timeout", POOR_TIMEOUT));
    }

    /** The adaptive limit may spare a node that is only slow, so that nothing has to be repeated. */
    private static void requireTrouble(DrillContext context, ChildProcess consumer) {
        MetricValues metrics = WatchedConsumer.of(consumer).metrics();
        long retries = metrics.sum("order_write_retries_total");
        long slow =
                metrics.sum("order_write_seconds_count") - metrics.sumOf("order_write_seconds_bucket", "le=\"1.0\"");
        context.log("%,d requests were repeated, %,d took longer than a second".formatted(retries, slow));
        DrillContext.requireEffect(retries + slow > 0, "Cassandra was never in trouble");
    }

    static Drill slowDatabase(Duration each) {
        String fault = "0.5 s of latency to Cassandra, then 20 KB/s, %d s each".formatted(each.toSeconds());
        return Drill.of("slow-database", fault, context -> {
            FaultProxy proxy = context.proxyToCassandra();
            ChildProcess consumer = context.programs().startPipeline(DrillContext.through(proxy));
            slowDown(context, consumer, proxy, LATENCY, each, "latency");
            slowDown(context, consumer, proxy, TRICKLE, each, "trickle");
        });
    }

    private static void slowDown(
            DrillContext context,
            ChildProcess consumer,
            FaultProxy proxy,
            NetworkConditions conditions,
            Duration time,
            String what) {
        WatchedConsumer watched = WatchedConsumer.of(consumer);
        context.inject(what, () -> proxy.set(conditions));
        context.awaitEffect(
                "writes take less than 0.4 s",
                () -> watched.view().path("write").path("p99").asDouble() > SLOW_WRITE_SECONDS);
        context.runFor(time);
        proxy.set(NetworkConditions.CLEAR);
        context.awaitRecovery();
    }

    static Drill brokenConnections(int resets, Duration silence) {
        String fault = "connections to Cassandra reset %d times, then half-open for %d s"
                .formatted(resets, silence.toSeconds());
        return Drill.of("broken-connections", fault, context -> {
            FaultProxy proxy = context.proxyToCassandra();
            ChildProcess consumer = context.programs().startPipeline(DrillContext.through(proxy));
            for (int reset = 1; reset <= resets; reset++) {
                context.runBetween(Duration.ZERO, Duration.ofSeconds(2));
                // The driver may not have connected again since the last reset.
                context.await(LIMIT, () -> proxy.connections() > 0, "the consumer does not connect");
                AtomicInteger connections = new AtomicInteger();
                context.inject("connections reset", () -> connections.set(proxy.reset()));
                DrillContext.requireEffect(connections.get() > 0, "no connection was reset");
                context.awaitRecovery();
            }
            context.inject("half-open", () -> proxy.set(NetworkConditions.SILENT));
            context.runFor(silence);
            // Not the message: it is not repeated when the resets have left the consumer in trouble.
            context.awaitEffect("the consumer is not degraded", () -> isDegraded(consumer));
            // Bytes that were held are lost with their connection, as when a network drops its state.
            proxy.reset();
            proxy.set(NetworkConditions.CLEAR);
            context.awaitRecovery();
            DrillPrograms.requireMembership(consumer);
        });
    }

    private static boolean isDegraded(ChildProcess consumer) {
        return WatchedConsumer.of(consumer).metrics().value("pipeline_state{state=\"degraded\"}") == 1;
    }
}
