package io.orderpipeline.consumer;

import io.orderpipeline.consumer.cassandra.CassandraConfig;
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

    CassandraConfig toWriteConfig() {
        return toConfig(replicationFactor, connections);
    }
}
