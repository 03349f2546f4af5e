package io.orderpipeline.testing.matrix;

import io.orderpipeline.localstack.ClusterSize;
import io.orderpipeline.localstack.StackConfig.ServerVariant;
import io.orderpipeline.testing.drill.Drill;
import io.orderpipeline.testing.drill.DrillSetup;
import java.util.List;
import java.util.Optional;

/**
 * One combination of versions and settings, and the drills that are run with it. Immutable.
 *
 * @param about what differs from the shipped versions and settings
 * @param kafka version of the brokers; empty for the shipped one
 * @param cassandra version of the nodes; empty for the shipped one
 * @param variant settings of the servers; the jars of their versions are added when the cell is run
 * @param obstacle why it cannot be run; empty when it can
 */
record Cell(
        String name,
        String about,
        Optional<KafkaVersion> kafka,
        Optional<String> cassandra,
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
                ServerVariant.SHIPPED,
                DrillSetup.DEFAULT,
                drills,
                Optional.empty());
    }

    Cell withKafka(String version) {
        return new Cell(
                name, about, Optional.of(new KafkaVersion(version)), cassandra, variant, setup, drills, obstacle);
    }

    Cell withCassandra(String version) {
        return new Cell(name, about, kafka, Optional.of(version), variant, setup, drills, obstacle);
    }

    Cell with(ServerVariant other) {
        return new Cell(name, about, kafka, cassandra, other, setup, drills, obstacle);
    }

    Cell with(DrillSetup other) {
        return new Cell(name, about, kafka, cassandra, variant, other, drills, obstacle);
    }

    Cell notRunnable(String why) {
        return new Cell(name, about, kafka, cassandra, variant, setup, drills, Optional.of(why));
    }

    /** All drills of a cell run on the same servers. */
    ClusterSize size() {
        return drills.get(0).size();
    }
}
