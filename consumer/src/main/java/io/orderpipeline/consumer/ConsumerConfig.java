package io.orderpipeline.consumer;

import io.orderpipeline.cli.UserError;
import io.orderpipeline.consumer.alerts.AlertConfig;
import io.orderpipeline.consumer.cassandra.CassandraConfig;
import io.orderpipeline.http.HttpConfig;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/**
 * All that the program was asked for, checked once.
 *
 * @param kafka settings for every Kafka client, bootstrap servers included
 * @param threads empty for one per partition of the topic
 * @param batchRows rows in one request to Cassandra at most
 * @param maximumRecords in flight in the whole process
 * @param maximumBytes in flight in the whole process
 * @param startupTimeout for each service that the start needs; zero waits for ever
 * @param http where to show what goes on; empty for nowhere
 */
record ConsumerConfig(
        Map<String, Object> kafka,
        String topic,
        String group,
        String deadLetterTopic,
        CassandraConfig cassandra,
        OptionalInt threads,
        int batchRows,
        int maximumRecords,
        long maximumBytes,
        boolean exitWhenCaughtUp,
        Duration startupTimeout,
        Optional<HttpConfig> http,
        AlertConfig alerts) {

    private static final Pattern TOPIC = Pattern.compile("[a-zA-Z0-9._-]{1,249}");

    ConsumerConfig {
        kafka = Map.copyOf(kafka);
        requireTopic("--topic", topic);
        requireTopic("--dead-letter-topic", deadLetterTopic);
        require(!topic.equals(deadLetterTopic), "--dead-letter-topic must not be the topic itself, " + topic);
        require(!group.isBlank(), "--group must not be blank");
        require(
                threads.isEmpty() || threads.getAsInt() >= 1,
                "--threads must be 1 or more; leave it out for one per partition");
        require(batchRows >= 1 && batchRows <= 1_000, "--batch-size must be 1 to 1000, was " + batchRows);
        require(maximumRecords >= 1, "--max-in-flight must be 1 or more, was " + maximumRecords);
        require(maximumBytes >= 1, "--max-in-flight-bytes must be 1 or more, was " + maximumBytes);
    }

    static void requireTopic(String option, String name) {
        require(
                TOPIC.matcher(name).matches(),
                option + " '" + name + "' is not 1 to 249 letters, digits, '.', '_' and '-'");
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw UserError.badUsage(otherwise);
        }
    }
}
