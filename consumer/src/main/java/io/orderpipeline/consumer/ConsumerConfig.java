package io.orderpipeline.consumer;

import io.orderpipeline.common.cli.OutputOptions.OutputMode;
import io.orderpipeline.common.cli.UserError;
import io.orderpipeline.common.http.HttpConfig;
import io.orderpipeline.common.schema.RegistryConfig;
import io.orderpipeline.consumer.alerts.AlertConfig;
import io.orderpipeline.consumer.cassandra.CassandraConfig;
import io.orderpipeline.consumer.cli.KafkaConfig;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The validated configuration of the consumer.
 *
 * @param registry the schema registry; empty for none
 * @param threads empty for one per partition of the topic
 * @param batchRows rows in one request to Cassandra at most
 * @param maximumRecords in flight in the whole process
 * @param maximumBytes in flight in the whole process
 * @param startupTimeout for each of broker, topic and Cassandra; zero waits forever
 * @param outputMode what stdout shows while the consumer runs
 * @param http the HTTP server; empty for none
 */
record ConsumerConfig(
        KafkaConfig kafka,
        Optional<RegistryConfig> registry,
        CassandraConfig cassandra,
        OptionalInt threads,
        int batchRows,
        int maximumRecords,
        long maximumBytes,
        boolean exitWhenCaughtUp,
        Duration startupTimeout,
        OutputMode outputMode,
        Optional<HttpConfig> http,
        AlertConfig alerts) {

    ConsumerConfig {
        require(
                threads.isEmpty() || threads.getAsInt() >= 1,
                "--threads must be 1 or more; leave it out for one per partition");
        require(batchRows >= 1 && batchRows <= 10_000, "--batch-size must be 1 to 10000, was " + batchRows);
        require(maximumRecords >= 1, "--max-in-flight must be 1 or more, was " + maximumRecords);
        require(maximumBytes >= 1, "--max-in-flight-bytes must be 1 or more, was " + maximumBytes);
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw UserError.badUsage(otherwise);
        }
    }
}
