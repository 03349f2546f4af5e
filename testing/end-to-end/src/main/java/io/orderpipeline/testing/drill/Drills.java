package io.orderpipeline.testing.drill;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** All drills in the order in which {@code scripts/drill all} runs them: first the drills that share one stack. */
final class Drills {

    static final List<Drill> ALL = List.of(
            ProgramDrills.consumerKill(5),
            ProgramDrills.producerKill(3),
            ServerDrills.brokerKill(),
            ServerDrills.cassandraKill(),
            ServerDrills.cassandraPause(Duration.ofSeconds(30)),
            ServerDrills.brokerPause(Duration.ofSeconds(60)),
            ProgramDrills.zombie(),
            ProgramDrills.rebalance(Duration.ofSeconds(60)),
            ServerDrills.slowDatabase(Duration.ofSeconds(15)),
            ServerDrills.brokenConnections(5, Duration.ofSeconds(20)),
            ServerDrills.longOutage(Duration.ofSeconds(60), 5),
            RecordDrills.malformedRecords(500),
            RecordDrills.duplicates(),
            RecordDrills.replay(),
            RecordDrills.boundedTable(3),
            ProgramDrills.largeBacklog(1_000_000, 3),
            ServerDrills.poorDatabase(1_000_000),
            RecordDrills.smallBatchLimit(10_000),
            RecordDrills.addedColumn(300_000),
            RecordDrills.guardrails(50),
            LargeRecordDrills.largeDeadLetters(30),
            LargeRecordDrills.compressedBacklog(),
            RegistryDrills.outage(Duration.ofSeconds(30)),
            ClusterDrills.kill("leader", "the broker that leads partition 0", FaultTargets::leader),
            ClusterDrills.kill("controller", "the active controller", FaultTargets::controller),
            ClusterDrills.kill("node", "one Cassandra node", FaultTargets::node),
            ClusterDrills.kill("both", "a broker and a Cassandra node at once", FaultTargets::both),
            ClusterDrills.rollingRestart(),
            ClusterDrills.members(2),
            ClusterDrills.uncleanElection());

    private Drills() {}

    static Optional<Drill> find(String name) {
        return ALL.stream().filter(drill -> drill.name().equals(name)).findFirst();
    }
}
