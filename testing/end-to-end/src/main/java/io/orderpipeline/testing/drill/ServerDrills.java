package io.orderpipeline.testing.drill;

import io.orderpipeline.localstack.StackConfig.CassandraTuning;
import io.orderpipeline.localstack.StackServer;
import io.orderpipeline.testing.process.ChildProcess;
import io.orderpipeline.testing.proxy.FaultProxy;
import io.orderpipeline.testing.proxy.NetworkConditions;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Function;

/** Drills that kill, suspend or starve the broker or the Cassandra node, or the connections to Cassandra. */
final class ServerDrills {

    private static final NetworkConditions LATENCY = NetworkConditions.latency(Duration.ofMillis(250));
    private static final NetworkConditions TRICKLE = NetworkConditions.trickle(20_000);
    private static final Duration LIMIT = Duration.ofMinutes(5);

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
            context.fault("kill -9 of " + title);
            server.apply(context).kill();
            context.runFor(downTime);
            server.apply(context).start();
            context.awaitRecovery();
        });
    }

    /** Longer than every session timeout, so that the broker considers the group dead when it resumes. */
    static Drill brokerPause(Duration time) {
        return pause(
                "broker-pause", "the broker", time, context -> context.stack().kafka(), consumer -> {});
    }

    /** As in a long garbage collection: connections stay open. */
    static Drill cassandraPause(Duration time) {
        return pause(
                "cassandra-pause", "Cassandra", time, context -> context.stack().cassandra(), consumer -> {
                    consumer.awaitErr(DrillPrograms.IN_TROUBLE, DrillContext.LIMIT);
                    DrillPrograms.requireMembership(consumer);
                });
    }

    /** @param check of the consumer while the server is suspended */
    private static Drill pause(
            String name,
            String title,
            Duration time,
            Function<DrillContext, StackServer> server,
            Consumer<ChildProcess> check) {
        return Drill.of(name, "SIGSTOP of %s for %d s".formatted(title, time.toSeconds()), context -> {
            ChildProcess consumer = context.programs().startPipeline();
            context.fault("SIGSTOP of " + title);
            server.apply(context).pause();
            context.runFor(time);
            check.accept(consumer);
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
            context.fault("kill -9 of Cassandra");
            context.stack().cassandra().kill();
            int start = heap.collections();
            context.runFor(outage.dividedBy(2));
            int middle = heap.collections();
            context.runFor(outage.dividedBy(2));
            int end = heap.collections();
            context.log("lag of %,d records".formatted(context.lag()));
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
        String fault = "Cassandra with stock memtables and a 512 MB heap, %,d orders at full rate".formatted(orders);
        return Drill.of("poor-database", fault, context -> {
                    context.programs().createBacklog(orders, LIMIT);
                    context.fault("%,d orders wait for the consumer".formatted(orders));
                    ChildProcess consumer = context.programs().startConsumer();
                    DrillPrograms.awaitWriting(consumer);
                    context.awaitLag(0, LIMIT);
                    DrillPrograms.requireMembership(consumer);
                })
                .with(CassandraTuning.SHIPPED.withStockMemtables().withMaximumHeap("512m"));
    }

    static Drill slowDatabase(Duration each) {
        String fault = "0.5 s of latency to Cassandra, then 20 KB/s, %d s each".formatted(each.toSeconds());
        return Drill.of("slow-database", fault, context -> {
            FaultProxy proxy = context.proxyToCassandra();
            context.programs().startPipeline(DrillContext.through(proxy));
            slowDown(context, proxy, LATENCY, each, "latency");
            slowDown(context, proxy, TRICKLE, each, "trickle");
        });
    }

    private static void slowDown(
            DrillContext context, FaultProxy proxy, NetworkConditions conditions, Duration time, String what) {
        context.fault(what);
        proxy.set(conditions);
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
                context.fault(proxy.reset() + " connections reset");
                context.awaitRecovery();
            }
            context.fault("half-open");
            proxy.set(NetworkConditions.SILENT);
            context.runFor(silence);
            consumer.awaitErr(DrillPrograms.IN_TROUBLE, DrillContext.LIMIT);
            // Bytes that were held are lost with their connection, as when a network drops its state.
            proxy.reset();
            proxy.set(NetworkConditions.CLEAR);
            context.awaitRecovery();
            DrillPrograms.requireMembership(consumer);
        });
    }
}
