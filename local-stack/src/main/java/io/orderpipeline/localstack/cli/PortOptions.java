package io.orderpipeline.localstack.cli;

import io.orderpipeline.localstack.ClusterSize;
import io.orderpipeline.localstack.StackConfig;
import io.orderpipeline.localstack.StackConfig.CassandraTuning;
import io.orderpipeline.localstack.StackException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options of a stack to start. Null when not given, which differs from the default. */
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
            description = "Java 17 home for Cassandra (default: search).")
    private Path cassandraJava;

    @Option(
            names = "--brokers",
            paramLabel = "N",
            description = "Number of brokers, at 127.0.0.1, 127.0.0.2 and so on (default: that of the data, or 1).")
    private Integer brokers;

    @Option(
            names = "--cassandra-nodes",
            paramLabel = "N",
            description = "Number of Cassandra nodes, at the same addresses (default: that of the data, or 1).")
    private Integer cassandraNodes;

    StackConfig toConfig(Path data) {
        int kafka = port("--kafka-port", kafkaPort, KAFKA);
        int cassandra = port("--cassandra-port", cassandraPort, CASSANDRA);
        if (kafka == cassandra) {
            throw new ParameterException(
                    spec.commandLine(), "--kafka-port and --cassandra-port are both " + kafka + ": give two ports");
        }
        ClusterSize size = size(ClusterSize.in(data).orElse(ClusterSize.ALONE));
        return new StackConfig(
                data,
                kafka,
                cassandra,
                Optional.ofNullable(cassandraJava),
                CassandraTuning.of(size),
                START_LIMIT.multipliedBy(Math.max(size.brokers(), size.cassandraNodes())),
                size,
                false);
    }

    private ClusterSize size(ClusterSize otherwise) {
        return new ClusterSize(
                servers("--brokers", brokers, otherwise.brokers()),
                servers("--cassandra-nodes", cassandraNodes, otherwise.cassandraNodes()));
    }

    private int servers(String option, Integer given, int otherwise) {
        if (given != null && !ClusterSize.isPossible(given)) {
            throw new ParameterException(spec.commandLine(), option + " " + given + ": give a number from 1 to 9");
        }
        return given == null ? otherwise : given;
    }

    /** Rejects options that differ from the running stack. */
    void requireFits(StackState running, Path data) {
        requireFits("--kafka-port", kafkaPort, running.kafkaPort(), data);
        requireFits("--cassandra-port", cassandraPort, running.cassandraPort(), data);
        if (!size(running.size()).equals(running.size())) {
            throw new StackException(size(running.size()) + ": the stack in " + data + " is up with " + running.size()
                    + ": take it down first or choose another --data");
        }
    }

    void requireNone(String because) {
        if (Stream.of(kafkaPort, cassandraPort, cassandraJava, brokers, cassandraNodes)
                .anyMatch(Objects::nonNull)) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--kafka-port, --cassandra-port, --cassandra-java, --brokers and --cassandra-nodes do not go with "
                            + because + ": leave them out");
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
