package io.orderpipeline.testing.matrix;

import io.orderpipeline.localstack.ClusterSize;
import io.orderpipeline.localstack.StackConfig.ServerVariant;
import io.orderpipeline.testing.drill.Drill;
import io.orderpipeline.testing.drill.DrillSetup;
import io.orderpipeline.testing.process.Java;
import java.util.List;
import java.util.Optional;

/**
 * One combination of versions and settings, and the drills that are run with it. Immutable.
 *
 * @param about what differs from the shipped versions and settings
 * @param kafka version of the brokers; empty for the shipped one
 * @param cassandra version of the nodes; empty for the shipped one
 * @param java feature version that the programs must run on; empty for any
 * @param variant settings of the servers; the jars of their versions are added when the cell is run
 * @param obstacle why it cannot be run on any machine; empty when it can
 */
record Cell(
        String name,
        String about,
        Optional<KafkaVersion> kafka,
        Optional<String> cassandra,
        Optional<Integer> java,
        ServerVariant variant,
        DrillSetup setup,
        List<Drill> drills,
        Optional<String> obstacle) {

    static Cell of(String name, String about, List<Drill> drills) {
        return new Cell(
                name,
                about,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                ServerVariant.SHIPPED,
                DrillSetup.DEFAULT,
                drills,
                Optional.empty());
    }

    Cell withKafka(String version) {
        return new Cell(
                name, about, Optional.of(new KafkaVersion(version)), cassandra, java, variant, setup, drills, obstacle);
    }

    Cell withCassandra(String version) {
        return new Cell(name, about, kafka, Optional.of(version), java, variant, setup, drills, obstacle);
    }

    /** @param found empty when this machine has no such Java; then the cell is not run */
    Cell withJava(int version, Optional<Java> found) {
        DrillSetup programs = found.map(setup::with).orElse(setup);
        return new Cell(name, about, kafka, cassandra, Optional.of(version), variant, programs, drills, obstacle);
    }

    Cell with(ServerVariant other) {
        return new Cell(name, about, kafka, cassandra, java, other, setup, drills, obstacle);
    }

    Cell with(DrillSetup other) {
        return new Cell(name, about, kafka, cassandra, java, variant, other, drills, obstacle);
    }

    Cell notRunnable(String why) {
        return new Cell(name, about, kafka, cassandra, java, variant, setup, drills, Optional.of(why));
    }

    /** Why it cannot be run here; empty when it can. */
    Optional<String> whyNotRunnable() {
        return obstacle.or(() -> java.filter(wanted -> !setup.java().version().equals(Optional.of(wanted)))
                .map(wanted -> "no Java " + wanted + ": name its home with --java"));
    }

    String kafkaVersion() {
        return kafka.map(KafkaVersion::name).orElseGet(ServerVariant.SHIPPED::kafkaVersion);
    }

    String cassandraVersion() {
        return cassandra.orElseGet(ServerVariant.SHIPPED::cassandraVersion);
    }

    List<String> drillNames() {
        return drills.stream().map(Drill::name).toList();
    }

    /** All drills of a cell run on the same servers. */
    ClusterSize size() {
        return drills.get(0).size();
    }
}
