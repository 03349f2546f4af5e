package io.orderpipeline.testing.matrix;

import io.orderpipeline.localstack.StackConfig.ServerVariant;
import io.orderpipeline.testing.drill.DrillSetup;
import io.orderpipeline.testing.drill.Drills;
import io.orderpipeline.testing.process.Java;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** All cells, in the order in which {@code scripts/matrix} runs them. */
final class Cells {

    /** The newest patch release of each. */
    private static final List<String> KAFKA_VERSIONS =
            List.of("4.3.1", "4.2.2", "4.1.2", "4.0.2", "3.9.2", "3.3.2", "2.5.1");

    private static final List<String> CASSANDRA_VERSIONS = List.of("5.0.9", "5.0.0", "4.1.10", "4.0.19");

    /** The newest that the ZooKeeper client of Kafka 2.1, and Cassandra 4.0, run on. */
    private static final int OLD_SERVER_JAVA = 11;

    /** Long-term releases. */
    private static final List<Integer> JAVA_VERSIONS = List.of(17, 21, 25);

    private Cells() {}

    /** @param javas for the programs and for old servers */
    static List<Cell> all(List<Java> javas) {
        return Stream.of(ofKafka(javas), ofCassandra(javas), ofJava(javas), ofSettings())
                .flatMap(List::stream)
                .toList();
    }

    private static List<Cell> ofKafka(List<Java> javas) {
        Cell refused = Cell.of("kafka-2.1.1", "Kafka 2.1.1, which the consumer refuses", Drills.ofRefusedKafka())
                .withKafka("2.1.1")
                .withServerJava(Cell.KAFKA, OLD_SERVER_JAVA, javas);
        List<Cell> cells = new ArrayList<>();
        KAFKA_VERSIONS.forEach(version -> cells.add(Cell.of("kafka-" + version, "Kafka " + version, Drills.ofKafka())
                .withKafka(version)));
        cells.add(refused);
        return cells;
    }

    private static List<Cell> ofCassandra(List<Java> javas) {
        return CASSANDRA_VERSIONS.stream()
                .map(version -> Cell.of("cassandra-" + version, "Cassandra " + version, Drills.ofCassandra())
                        .withCassandra(version))
                .map(cell -> cell.cassandraVersion().startsWith("4.0.")
                        ? cell.withServerJava(Cell.CASSANDRA, OLD_SERVER_JAVA, javas)
                        : cell)
                .toList();
    }

    private static List<Cell> ofJava(List<Java> javas) {
        List<Cell> cells = new ArrayList<>();
        for (int version : JAVA_VERSIONS) {
            Cell cell = Cell.of("java-" + version, "both programs on Java " + version, Drills.ofKafka());
            Optional<Java> found = javas.stream()
                    .filter(java -> java.version().equals(Optional.of(version)))
                    .findFirst();
            cells.add(cell.withJava(version, found));
        }
        return cells;
    }

    private static List<Cell> ofSettings() {
        return List.of(
                Cell.of("group-classic", "group.protocol=classic", Drills.ofKafka())
                        .with(DrillSetup.DEFAULT.withClients("group.protocol", "classic")),
                Cell.of("group-consumer", "group.protocol=consumer", Drills.ofKafka())
                        .with(DrillSetup.DEFAULT.withClients("group.protocol", "consumer")),
                Cell.of("partitions-1", "a topic of 1 partition", Drills.ofKafka())
                        .with(DrillSetup.DEFAULT.withPartitions(1)),
                Cell.of("partitions-300", "a topic of 300 partitions", Drills.ofKafka())
                        .with(DrillSetup.DEFAULT.withPartitions(300)),
                Cell.of("log-append-time", "message.timestamp.type=LogAppendTime", Drills.ofKafka())
                        .with(DrillSetup.DEFAULT.withTopic("message.timestamp.type", "LogAppendTime")),
                Cell.of("compacted-topic", "cleanup.policy=compact", Drills.ofCompaction()),
                Cell.of("min-insync-2", "3 brokers, min.insync.replicas=2", Drills.ofMinimumInSyncReplicas()),
                Cell.of(
                                "two-datacenters",
                                "NetworkTopologyStrategy, a node in each of 2 datacenters",
                                Drills.ofTwoDatacenters())
                        .with(new ServerVariant(Map.of(), Map.of(), Map.of(), 2)));
    }
}
