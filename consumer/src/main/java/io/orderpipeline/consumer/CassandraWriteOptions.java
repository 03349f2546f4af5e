package io.orderpipeline.consumer;

import io.orderpipeline.consumer.cassandra.CassandraConfig;
import io.orderpipeline.consumer.cassandra.LayoutChoice;
import io.orderpipeline.consumer.cli.CassandraOptions;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import picocli.CommandLine.Option;

/** The Cassandra options of the consumer itself, which creates the table and writes to it. */
final class CassandraWriteOptions extends CassandraOptions {

    @Option(
            names = "--replication-factor",
            paramLabel = "N",
            defaultValue = "1",
            description = "replication factor of a keyspace that the consumer creates (default: ${DEFAULT-VALUE})")
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
            description = {"new bounded table: time range of each bucket", "(default: 1m, or as the existing table)"})
    Duration bucketDuration;

    @Option(
            names = "--bucket-spread",
            paramLabel = "N",
            description = {
                "new bounded table: shards (Cassandra partitions) of each bucket",
                "(default: 4, or as the existing table)"
            })
    Integer bucketSpread;

    @Option(
            names = "--time-to-live",
            paramLabel = "TIME",
            description = {"new bounded table: rows expire after this TTL", "(default: none, or as the existing table)"
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
