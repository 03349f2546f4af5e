package io.orderpipeline.stack;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Options of a stack that is about to start. An absent one is null, so that "not said" differs from the default. */
final class PortOptions {

    private static final int KAFKA = 9092;
    private static final int CASSANDRA = 9042;
    private static final Duration START_LIMIT = Duration.ofMinutes(2);

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    @Option(names = "--kafka-port", paramLabel = "PORT", description = "Port of Kafka (default: 9092).")
    private Integer kafkaPort;

    @Option(names = "--cassandra-port", paramLabel = "PORT", description = "Port of Cassandra (default: 9042).")
    private Integer cassandraPort;

    @Option(
            names = "--cassandra-java",
            paramLabel = "HOME",
            description = "Home of the Java 17 that Cassandra runs on (default: found by itself).")
    private Path cassandraJava;

    StackConfig toConfig(Path data) {
        int kafka = port("--kafka-port", kafkaPort, KAFKA);
        int cassandra = port("--cassandra-port", cassandraPort, CASSANDRA);
        if (kafka == cassandra) {
            throw new ParameterException(
                    spec.commandLine(), "--kafka-port and --cassandra-port are both " + kafka + ": give two ports");
        }
        return new StackConfig(
                data, kafka, cassandra, Optional.ofNullable(cassandraJava), CassandraTuning.SHIPPED, START_LIMIT);
    }

    /** Refuses what this stack cannot become without being taken down first. */
    void requireFits(StackState running, Path data) {
        requireFits("--kafka-port", kafkaPort, running.kafkaPort(), data);
        requireFits("--cassandra-port", cassandraPort, running.cassandraPort(), data);
    }

    void requireNone(String because) {
        if (kafkaPort != null || cassandraPort != null || cassandraJava != null) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--kafka-port, --cassandra-port and --cassandra-java do not go with " + because
                            + ": leave them out");
        }
    }

    private static void requireFits(String option, Integer asked, int running, Path data) {
        if (asked != null && asked != running) {
            throw new StackException(option + " " + asked + ": the stack in " + data + " is up on port " + running
                    + ": take it down first or choose another --data");
        }
    }

    private int port(String option, Integer given, int otherwise) {
        int port = given == null ? otherwise : given;
        if (port < 1 || port > 65_535) {
            throw new ParameterException(spec.commandLine(), option + " " + port + ": give a port between 1 and 65535");
        }
        return port;
    }
}
