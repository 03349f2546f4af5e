package io.orderpipeline.localstack.cli;

import io.orderpipeline.localstack.ClusterSize;
import io.orderpipeline.localstack.StackConfig;
import io.orderpipeline.localstack.StackConfig.CassandraTuning;
import io.orderpipeline.localstack.StackConfig.ServerPorts;
import io.orderpipeline.localstack.StackConfig.ServerVariant;
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
    private static final int SCHEMA_REGISTRY = 8081;
    private static final Duration START_LIMIT = Duration.ofMinutes(2);

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    @Option(names = "--kafka-port", paramLabel = "PORT", description = "port of Kafka (default: 9092)")
    private Integer kafkaPort;

    @Option(names = "--cassandra-port", paramLabel = "PORT", description = "port of Cassandra (default: 9042)")
    private Integer cassandraPort;

    @Option(
            names = "--schema-registry",
            description = "also run a schema registry, Apicurio Registry with Confluent's API; the first use fetches"
                    + " 142 MB")
    private boolean schemaRegistry;

    @Option(
            names = "--schema-registry-port",
            paramLabel = "PORT",
            description = {"port of the schema registry (default: 8081);", "implies --schema-registry"})
    private Integer schemaRegistryPort;

    @Option(
            names = "--cassandra-java",
            paramLabel = "HOME",
            description = "home of the Java 17 for Cassandra (default: search)")
    private Path cassandraJava;

    @Option(
            names = "--brokers",
            paramLabel = "N",
            description = {"number of brokers, at 127.0.0.1, 127.0.0.2, ...", "(default: that of the data, or 1)"})
    private Integer brokers;

    @Option(
            names = "--cassandra-nodes",
            paramLabel = "N",
            description = {"number of Cassandra nodes, at the same addresses", "(default: that of the data, or 1)"})
    private Integer cassandraNodes;

    StackConfig toConfig(Path data) {
        ClusterSize size = size(ClusterSize.in(data).orElse(ClusterSize.ALONE));
        return new StackConfig(
                data,
                ports(),
                Optional.ofNullable(cassandraJava),
                CassandraTuning.of(size),
                START_LIMIT.multipliedBy(Math.max(size.brokers(), size.cassandraNodes())),
                size,
                false,
                ServerVariant.SHIPPED);
    }

    private ServerPorts ports() {
        int kafka = port("--kafka-port", kafkaPort, KAFKA);
        int cassandra = port("--cassandra-port", cassandraPort, CASSANDRA);
        requireDifferent("--kafka-port", kafka, "--cassandra-port", cassandra);
        if (!hasSchemaRegistry()) {
            return new ServerPorts(kafka, cassandra, Optional.empty());
        }
        int registry = port("--schema-registry-port", schemaRegistryPort, SCHEMA_REGISTRY);
        requireDifferent("--kafka-port", kafka, "--schema-registry-port", registry);
        requireDifferent("--cassandra-port", cassandra, "--schema-registry-port", registry);
        return new ServerPorts(kafka, cassandra, Optional.of(registry));
    }

    private boolean hasSchemaRegistry() {
        return schemaRegistry || schemaRegistryPort != null;
    }

    private void requireDifferent(String one, int port, String other, int otherPort) {
        if (port == otherPort) {
            throw new ParameterException(
                    spec.commandLine(), one + " and " + other + " are both " + port + ": give two ports");
        }
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
        requireFits("--kafka-port", kafkaPort, running.ports().kafka(), data);
        requireFits("--cassandra-port", cassandraPort, running.ports().cassandra(), data);
        Optional<Integer> registry = running.ports().schemaRegistry();
        if (hasSchemaRegistry() && registry.isEmpty()) {
            throw new StackException("--schema-registry: the stack in " + data + " is up without one: take it down"
                    + " first or choose another --data");
        }
        registry.ifPresent(port -> requireFits("--schema-registry-port", schemaRegistryPort, port, data));
        if (!size(running.size()).equals(running.size())) {
            throw new StackException(size(running.size()) + ": the stack in " + data + " is up with " + running.size()
                    + ": take it down first or choose another --data");
        }
    }

    void requireNone(String because) {
        if (hasSchemaRegistry()
                || Stream.of(kafkaPort, cassandraPort, cassandraJava, brokers, cassandraNodes)
                        .anyMatch(Objects::nonNull)) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--kafka-port, --cassandra-port, --schema-registry, --schema-registry-port, --cassandra-java,"
                            + " --brokers and --cassandra-nodes do not go with " + because + ": leave them out");
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
