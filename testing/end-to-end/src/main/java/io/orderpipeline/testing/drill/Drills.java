package io.orderpipeline.testing.drill;

import io.orderpipeline.localstack.ClusterSize;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** All drills in the order in which {@code scripts/drill all} runs them: first the drills that share one stack. */
public final class Drills {

    private static final int COMPACTED_ORDERS = 40_000;

    private static final int ORDERS_OF_REFUSED_BROKERS = 2_000;

    /** Of each kind, at least one. */
    private static final int MALFORMED_RECORDS = 100;

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
            VariantDrills.commands(),
            VariantDrills.compactedTopic(COMPACTED_ORDERS),
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

    /** Shortened, for a version or a setting of Kafka or of the programs. */
    public static List<Drill> ofKafka() {
        return List.of(
                ProgramDrills.consumerKill(1),
                RecordDrills.malformedRecords(MALFORMED_RECORDS),
                VariantDrills.commands());
    }

    /** For brokers that are too old for the consumer, and not for the producer. */
    public static List<Drill> ofRefusedKafka() {
        return List.of(VariantDrills.refusedBrokers(ORDERS_OF_REFUSED_BROKERS));
    }

    /** Shortened, for a version of Cassandra. */
    public static List<Drill> ofCassandra() {
        return List.of(
                ServerDrills.cassandraKill(),
                RecordDrills.malformedRecords(MALFORMED_RECORDS),
                VariantDrills.commands());
    }

    /** On three brokers, each of whose partitions needs two replicas in sync, and one Cassandra node. */
    public static List<Drill> ofMinimumInSyncReplicas() {
        ClusterSize size = new ClusterSize(3, 1);
        return List.of(
                ClusterDrills.kill("leader", "the broker that leads partition 0", FaultTargets::leader)
                        .with(size),
                ProgramDrills.consumerKill(1).with(size));
    }

    public static List<Drill> ofCompaction() {
        return List.of(VariantDrills.compactedTopic(COMPACTED_ORDERS));
    }

    /** On a Cassandra node in each of two datacenters. */
    public static List<Drill> ofTwoDatacenters() {
        Drill remoteKill = ClusterDrills.remoteDatacenterKill();
        return List.of(
                remoteKill,
                ProgramDrills.consumerKill(1).with(remoteKill.size()),
                VariantDrills.commands().with(remoteKill.size()));
    }

    static Optional<Drill> find(String name) {
        return ALL.stream().filter(drill -> drill.name().equals(name)).findFirst();
    }
}
