package io.orderpipeline.consumer.verify;

import io.orderpipeline.consumer.cassandra.CassandraConfig;
import java.time.Duration;
import java.util.Map;

/**
 * What to verify and how to reach it.
 *
 * @param kafka settings for every Kafka client, bootstrap servers included
 * @param startupTimeout for each service; zero waits for ever
 */
public record VerifySettings(
        Map<String, Object> kafka,
        String topic,
        String group,
        String deadLetterTopic,
        CassandraConfig cassandra,
        Duration startupTimeout) {

    public VerifySettings {
        kafka = Map.copyOf(kafka);
    }
}
