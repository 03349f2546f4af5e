package io.orderpipeline.testing.drill;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** All there are, in the order in which they are run: those first that share one stack. */
final class Drills {

    static final List<Drill> ALL = List.of(
            new ConsumerKill(5),
            new ProducerKill(3),
            new BrokerKill(),
            new CassandraKill(),
            new CassandraPause(Duration.ofSeconds(30)),
            new BrokerPause(Duration.ofSeconds(60)),
            new ZombieConsumer(),
            new GroupChurn(Duration.ofSeconds(60)),
            new SlowDatabase(Duration.ofSeconds(15)),
            new BrokenConnections(5, Duration.ofSeconds(20)),
            new LongOutage(Duration.ofSeconds(60), 5),
            new MalformedRecords(500),
            new Duplicates(),
            new ReplayFromStart(),
            new BoundedTable(3),
            new LargeBacklog(1_000_000, 3),
            new PoorDatabase(300_000),
            new SmallBatchLimit(10_000),
            new ClusterKill(
                    "cluster-leader-kill", "kill -9 of the broker that leads partition 0", FaultTargets::leader),
            new ClusterKill("cluster-controller-kill", "kill -9 of the active controller", FaultTargets::controller),
            new ClusterKill("cluster-node-kill", "kill -9 of one Cassandra node", FaultTargets::node),
            new ClusterKill(
                    "cluster-both-kill", "kill -9 of a broker and a Cassandra node at once", FaultTargets::both),
            new ClusterRollingRestart(),
            new ClusterMembers(2));

    private Drills() {}

    static Optional<Drill> find(String name) {
        return ALL.stream().filter(drill -> drill.name().equals(name)).findFirst();
    }
}
