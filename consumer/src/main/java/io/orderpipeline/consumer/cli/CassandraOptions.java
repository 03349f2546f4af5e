package io.orderpipeline.consumer.cli;

import io.orderpipeline.common.cli.UserError;
import io.orderpipeline.consumer.cassandra.CassandraConfig;
import io.orderpipeline.consumer.cassandra.Consistency;
import io.orderpipeline.consumer.cassandra.LayoutChoice;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Options of every command that connects to Cassandra. */
public class CassandraOptions {

    @Option(
            names = "--contact-points",
            paramLabel = "HOST[:PORT]",
            split = ",",
            description = "initial nodes (default: 127.0.0.1:9042)")
    List<String> contactPoints;

    @Option(
            names = "--local-datacenter",
            paramLabel = "NAME",
            description = "datacenter to write to (default: datacenter1)")
    String localDatacenter;

    @Option(
            names = "--keyspace",
            paramLabel = "NAME",
            defaultValue = "order_pipeline",
            description = "keyspace of the table (default: ${DEFAULT-VALUE})")
    String keyspace;

    @Option(
            names = "--table-layout",
            paramLabel = "LAYOUT",
            defaultValue = "plain",
            description = {
                "plain: table orders, one partition per Kafka partition; bounded: table"
                        + " orders_by_bucket, whose partitions"
                        + " stay small for years",
                "(default: ${DEFAULT-VALUE})"
            })
    public LayoutChoice.Kind layout;

    @Option(
            names = "--consistency",
            paramLabel = "LEVEL",
            description = {
                "replicas that must acknowledge an order: ONE, TWO, THREE, QUORUM, ALL, LOCAL_ONE or LOCAL_QUORUM",
                "(default: LOCAL_QUORUM)"
            })
    Consistency consistency;

    @Option(
            names = "--cassandra-config",
            paramLabel = "FILE",
            description = "driver configuration, TLS and password included")
    Path file;

    /** For a command that creates nothing and has few requests in flight. */
    public final CassandraConfig toConfig() {
        return toConfig(LayoutChoice.of(layout), 1, 1);
    }

    public final CassandraConfig toConfig(LayoutChoice table, int replicationFactor, int connections) {
        CassandraConfig config = new CassandraConfig(
                CassandraConfig.Nodes.of(contactPoints, localDatacenter, file),
                keyspace,
                table,
                replicationFactor,
                connections,
                Optional.ofNullable(consistency),
                file);
        config.requireStores();
        config.nodes().bundle().flatMap(SecureConnectBundle::problem).ifPresent(problem -> {
            throw UserError.badUsage("--cassandra-config: " + file + ": basic.cloud.secure-connect-bundle: " + problem);
        });
        return config;
    }
}
