package io.orderpipeline.consumer;

import io.orderpipeline.consumer.cassandra.CassandraConfig;
import io.orderpipeline.consumer.cassandra.LayoutChoice;
import io.orderpipeline.consumer.cli.CassandraOptions;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import picocli.CommandLine.Option;

/** What the consumer itself needs beside them, for it may create the table and writes much. */
final class CassandraWriteOptions extends CassandraOptions {

    @Option(
            names = "--replication-factor",
            paramLabel = "N",
            defaultValue = "1",
            description = "of the keyspace, which is created with its table when absent (default: ${DEFAULT-VALUE})")
    int replicationFactor;

    @Option(
            names = "--cassandra-connections",
            paramLabel = "N",
            defaultValue = "1",
            description = "connections to each node (default: ${DEFAULT-VALUE})")
    int connections;

    @Option(
            names = "--bucket-duration",
            paramLabel = "TIME",
            description = {
                "of a bounded table when it is created: orders of one such time are together",
                "(default: 1m, or what the table has)"
            })
    Duration bucketDuration;

    @Option(
            names = "--bucket-spread",
            paramLabel = "N",
            description = {
                "of a bounded table when it is created: partitions for each bucket",
                "(default: 4, or what the table has)"
            })
    Integer bucketSpread;

    @Option(
            names = "--time-to-live",
            paramLabel = "TIME",
            description = {
                "of a bounded table when it is created: rows go by themselves so long after they were written",
                "(default: none, or what the table has)"
            })
    Duration timeToLive;

    CassandraConfig toWriteConfig() {
        LayoutChoice choice = new LayoutChoice(
                layout,
                Optional.ofNullable(bucketDuration),
                bucketSpread == null ? OptionalInt.empty() : OptionalInt.of(bucketSpread),
                Optional.ofNullable(timeToLive));
        return toConfig(choice, replicationFactor, connections);
    }
}
