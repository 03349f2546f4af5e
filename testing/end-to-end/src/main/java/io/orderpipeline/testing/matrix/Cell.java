package io.orderpipeline.testing.matrix;

import io.orderpipeline.localstack.ClusterSize;
import io.orderpipeline.localstack.StackConfig.ServerVariant;
import io.orderpipeline.testing.drill.Drill;
import io.orderpipeline.testing.drill.DrillSetup;
import io.orderpipeline.testing.process.Java;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * One combination of versions and settings, and the drills that are run with it. Immutable.
 *
 * @param about what differs from the shipped versions and settings
 * @param kafka version of the brokers; empty for the shipped one
 * @param cassandra version of the nodes; empty for the shipped one
 * @param java feature version that the programs must run on; empty for any
 * @param serverJava newest feature version that a server of the cell runs on; empty when it runs on the usual one
 * @param variant settings of the servers, and the Java home for {@code serverJava} when this machine has one; the jars
 *     of their versions are added when the cell is run
 */
record Cell(
        String name,
        String about,
        Optional<KafkaVersion> kafka,
        Optional<String> cassandra,
        Optional<Integer> java,
        Optional<Integer> serverJava,
        ServerVariant variant,
        DrillSetup setup,
        List<Drill> drills) {

    /** The kinds of servers, as {@link ServerVariant} names them. */
    static final String KAFKA = "kafka";

    static final String CASSANDRA = "cassandra";

    /** That of the parent watchdog, which runs in each server. */
    private static final int OLDEST_SERVER_JAVA = 11;

    static Cell of(String name, String about, List<Drill> drills) {
        return new Cell(
                name,
                about,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                ServerVariant.SHIPPED,
                DrillSetup.DEFAULT,
                drills);
    }

    Cell withKafka(String version) {
        Optional<KafkaVersion> other = Optional.of(new KafkaVersion(version));
        return new Cell(name, about, other, cassandra, java, serverJava, variant, setup, drills);
    }

    Cell withCassandra(String version) {
        return new Cell(name, about, kafka, Optional.of(version), java, serverJava, variant, setup, drills);
    }

    /** @param found empty when this machine has no such Java; then the cell is not run */
    Cell withJava(int version, Optional<Java> found) {
        DrillSetup programs = found.map(setup::with).orElse(setup);
        return new Cell(name, about, kafka, cassandra, Optional.of(version), serverJava, variant, programs, drills);
    }

    /**
     * For servers that do not run on newer versions of Java.
     *
     * @param server the kind that does not
     * @param known Javas of this machine; without one that fits, the cell is not run
     */
    Cell withServerJava(String server, int newest, List<Java> known) {
        Map<String, Path> homes = known.stream()
                .filter(java -> java.version()
                        .filter(version -> version >= OLDEST_SERVER_JAVA && version <= newest)
                        .isPresent())
                .limit(1)
                .collect(Collectors.toMap(java -> server, Java::home));
        ServerVariant old = new ServerVariant(variant.jars(), homes, variant.brokerSettings(), variant.datacenters());
        return new Cell(name, about, kafka, cassandra, java, Optional.of(newest), old, setup, drills);
    }

    Cell with(ServerVariant other) {
        return new Cell(name, about, kafka, cassandra, java, serverJava, other, setup, drills);
    }

    Cell with(DrillSetup other) {
        return new Cell(name, about, kafka, cassandra, java, serverJava, variant, other, drills);
    }

    /** Why it cannot be run here; empty when it can. */
    Optional<String> whyNotRunnable() {
        Optional<String> noJava = java.filter(wanted -> !setup.java().version().equals(Optional.of(wanted)))
                .map(wanted -> "no Java " + wanted + ": name its home with --java");
        return noJava.or(() -> serverJava
                .filter(newest -> variant.javaHomes().isEmpty())
                .map(newest -> "no Java " + newest + " for its servers: name its home with --java"));
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
