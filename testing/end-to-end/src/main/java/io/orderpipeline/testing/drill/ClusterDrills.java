package io.orderpipeline.testing.drill;

import io.orderpipeline.localstack.CassandraServer;
import io.orderpipeline.localstack.ClusterSize;
import io.orderpipeline.localstack.StackServer;
import io.orderpipeline.testing.process.ChildProcess;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Drills on three brokers and three Cassandra nodes. */
final class ClusterDrills {

    private static final ClusterSize THREE = new ClusterSize(3, 3);
    private static final Duration IN_SYNC_LIMIT = Duration.ofMinutes(3);
    private static final String ONE_THREAD = "--threads=1";

    private ClusterDrills() {}

    /** The pipeline must continue without the servers, and again after their restart. */
    static Drill kill(String name, String title, Function<DrillContext, List<StackServer>> targets) {
        return Drill.of("cluster-" + name + "-kill", "kill -9 of " + title, context -> {
                    context.programs().startPipeline();
                    context.runBetween(Duration.ofSeconds(1), Duration.ofSeconds(4));
                    List<StackServer> chosen = targets.apply(context);
                    chosen.forEach(context::kill);
                    context.awaitAllCommitted();
                    chosen.forEach(StackServer::start);
                    context.log("all servers are back");
                    context.awaitAllCommitted();
                })
                .with(THREE);
    }

    /** Replicas there count for no acknowledgement at the default consistency, LOCAL_QUORUM. */
    static Drill remoteDatacenterKill() {
        return kill("remote-datacenter", "the Cassandra node of the other datacenter", context -> {
                    CassandraServer local = context.stack().nodes().get(0);
                    return context.stack().nodes().stream()
                            .filter(node -> !node.datacenter().equals(local.datacenter()))
                            .<StackServer>map(node -> node)
                            .toList();
                })
                .with(new ClusterSize(1, 2));
    }

    static Drill rollingRestart() {
        String fault = "rolling restart of three brokers and three Cassandra nodes";
        return Drill.of("cluster-rolling-restart", fault, context -> {
                    context.programs().startPipeline();
                    context.stack().brokers().forEach(broker -> {
                        restart(context, broker);
                        context.await(
                                IN_SYNC_LIMIT,
                                () -> FaultTargets.isInSync(context),
                                "not every replica of the topic is in sync");
                    });
                    context.stack().nodes().forEach(node -> restart(context, node));
                })
                .with(THREE);
    }

    /**
     * The log loses its end: its leader dies while it alone has the newest records, and a replica without them becomes
     * the leader. The orders that were lost are sent again, with other values and in reverse, so that each of their
     * rows was last written from a higher offset than the one that must win.
     */
    static Drill uncleanElection() {
        String fault = "unclean leader election: a replica without the newest records becomes the leader";
        return Drill.of("cluster-unclean-election", fault, context -> {
                    FaultTargets.createUncleanTopic(context);
                    ChildProcess consumer = context.programs().startConsumer();
                    context.send(orders(context, IntStream.range(0, 50), 1));
                    StackServer leader = FaultTargets.leader(context).get(0);
                    StackServer follower = FaultTargets.follower(context);
                    follower.stop();
                    context.send(orders(context, IntStream.range(50, 150), 1));
                    context.awaitAllCommitted();
                    context.programs().kill(consumer);
                    context.kill(leader);
                    follower.start();
                    context.await(
                            IN_SYNC_LIMIT,
                            () -> FaultTargets.isLedBy(context, follower),
                            "no unclean election took place");
                    context.send(orders(context, IntStream.range(0, 100).map(i -> 149 - i), 2));
                    context.send(orders(context, IntStream.range(150, 250), 2));
                    context.awaitEffect(
                            context.programs().startConsumer(), "the log was truncated: it has lost 100 records");
                    leader.start();
                    context.awaitAllCommitted();
                })
                .with(THREE);
    }

    private static List<ProducerRecord<byte[], byte[]>> orders(DrillContext context, IntStream numbers, int quantity) {
        return numbers.mapToObj(number -> OrderFields.of("order-" + number, "books", quantity)
                        .record(context.pipeline().topic(), "books"))
                .toList();
    }

    private static void restart(DrillContext context, StackServer server) {
        context.stop(server);
        context.awaitAllCommitted();
        server.start();
        context.awaitAllCommitted();
    }

    static Drill members(int rounds) {
        String fault = "two more consumers join, one is killed, one leaves, " + rounds + " times";
        return Drill.of("cluster-members", fault, context -> {
                    context.programs().startPipeline(ONE_THREAD);
                    for (int round = 0; round < rounds; round++) {
                        context.log("two consumers join");
                        ChildProcess second = context.programs().joinConsumer(ONE_THREAD);
                        ChildProcess third = context.programs().joinConsumer(ONE_THREAD);
                        context.awaitAllCommitted();
                        context.kill(second);
                        context.awaitAllCommitted();
                        context.fault("the third consumer leaves");
                        context.programs().endConsumer(third);
                        context.awaitAllCommitted();
                    }
                })
                .with(THREE);
    }
}
