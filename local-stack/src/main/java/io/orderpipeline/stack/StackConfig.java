package io.orderpipeline.stack;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * What a stack is made of. Immutable, checked once.
 *
 * @param dataDir everything the servers write is below it
 * @param kafkaPort where clients reach Kafka
 * @param cassandraPort where clients reach Cassandra
 * @param cassandraPasswords whether Cassandra lets in only those who give a name and a password: at first it knows one
 *     user, {@link CassandraServer#SUPERUSER}
 * @param cassandraJava the home of the Java that Cassandra runs on; empty: look for one
 * @param startLimit how long one server may take until it answers a request
 */
public record StackConfig(
        Path dataDir,
        int kafkaPort,
        int cassandraPort,
        boolean cassandraPasswords,
        Optional<Path> cassandraJava,
        Duration startLimit) {

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
        return new StackConfig(dataDir, Ports.free(), Ports.free(), false, Optional.empty(), Duration.ofMinutes(2));
    }

    public StackConfig withPorts(int kafka, int cassandra) {
        return new StackConfig(dataDir, kafka, cassandra, cassandraPasswords, cassandraJava, startLimit);
    }

    public StackConfig withCassandraPasswords() {
        return new StackConfig(dataDir, kafkaPort, cassandraPort, true, cassandraJava, startLimit);
    }

    private static void requirePort(String field, int port) {
        if (port < 1 || port > 65_535) {
            throw new IllegalArgumentException(field + " is " + port + ": a port is between 1 and 65535");
        }
    }
}
