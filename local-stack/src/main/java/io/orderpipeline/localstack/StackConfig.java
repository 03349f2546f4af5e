package io.orderpipeline.localstack;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What a stack is made of. Immutable, checked once.
 *
 * @param dataDir everything the servers write is below it
 * @param kafkaPort where clients reach Kafka
 * @param cassandraPort where clients reach Cassandra
 * @param cassandraJava the home of the Java that Cassandra runs on; empty: look for one
 * @param tuning what Cassandra is given to work with
 * @param startLimit how long one server may take until it answers a request
 * @param size how many servers there are
 * @param shortLived whether the servers end after minutes: they are then compiled quickly and not well, which takes half
 *     of the work out of a start and costs speed under load
 */
public record StackConfig(
        Path dataDir,
        int kafkaPort,
        int cassandraPort,
        Optional<Path> cassandraJava,
        CassandraTuning tuning,
        Duration startLimit,
        ClusterSize size,
        boolean shortLived) {

    public StackConfig {
        dataDir = dataDir.toAbsolutePath().normalize();
        requirePort("kafkaPort", kafkaPort);
        requirePort("cassandraPort", cassandraPort);
        if (startLimit.isNegative() || startLimit.isZero()) {
            throw new IllegalArgumentException("startLimit is " + startLimit + ": it must be above zero");
        }
    }

    /** A stack on free ports, so that any number of them run side by side. */
    public static StackConfig onFreePorts(Path dataDir) {
        return new StackConfig(
                dataDir,
                Ports.free(),
                Ports.free(),
                Optional.empty(),
                CassandraTuning.SHIPPED,
                Duration.ofMinutes(2),
                ClusterSize.ALONE,
                false);
    }

    public StackConfig withPorts(int kafka, int cassandra) {
        return new StackConfig(dataDir, kafka, cassandra, cassandraJava, tuning, startLimit, size, shortLived);
    }

    public StackConfig withTuning(CassandraTuning other) {
        return new StackConfig(dataDir, kafkaPort, cassandraPort, cassandraJava, other, startLimit, size, shortLived);
    }

    public StackConfig withStartLimit(Duration other) {
        return new StackConfig(dataDir, kafkaPort, cassandraPort, cassandraJava, tuning, other, size, shortLived);
    }

    public StackConfig withSize(ClusterSize other) {
        return new StackConfig(dataDir, kafkaPort, cassandraPort, cassandraJava, tuning, startLimit, other, shortLived);
    }

    public StackConfig forShortLife() {
        return new StackConfig(dataDir, kafkaPort, cassandraPort, cassandraJava, tuning, startLimit, size, true);
    }

    /** For the Java virtual machine of each server. */
    List<String> compilerOptions() {
        return shortLived ? List.of("-XX:TieredStopAtLevel=1") : List.of();
    }

    private static void requirePort(String field, int port) {
        if (port < 1 || port > 65_535) {
            throw new IllegalArgumentException(field + " is " + port + ": a port is between 1 and 65535");
        }
    }
}
