package io.orderpipeline.producer.send;

import io.orderpipeline.common.cli.UserError;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The topic to send to, and its cluster.
 *
 * @param partitions of a topic that is created
 * @param replicationFactor likewise
 * @param clientSettings from {@code --kafka-config}
 * @param startupTimeout how long to wait for the broker; zero for no limit
 */
public record KafkaTarget(
        Optional<String> bootstrapOption,
        String topic,
        int partitions,
        int replicationFactor,
        Map<String, Object> clientSettings,
        Duration startupTimeout) {

    private static final String BOOTSTRAP_SERVERS = "bootstrap.servers";
    private static final String LOCAL_BROKER = "localhost:9092";
    private static final Pattern TOPIC = Pattern.compile("[a-zA-Z0-9._-]{1,249}");

    public KafkaTarget {
        if (!TOPIC.matcher(topic).matches()) {
            throw UserError.badUsage("--topic: '" + topic
                    + "' is not a valid topic name; use up to 249 letters, digits, '.'," + " '_' and '-'");
        }
        requirePositive("--partitions", partitions);
        requirePositive("--replication-factor", replicationFactor);
        if (replicationFactor > Short.MAX_VALUE) {
            throw UserError.badUsage(
                    "--replication-factor: " + replicationFactor + " is more than any cluster has" + " brokers");
        }
        clientSettings = Map.copyOf(clientSettings);
    }

    private static void requirePositive(String option, int number) {
        if (number < 1) {
            throw UserError.badUsage(option + ": " + number + " is too small; give 1 or more");
        }
    }

    /** The option takes precedence over the file. */
    String bootstrapServers() {
        return bootstrapOption.orElseGet(
                () -> String.valueOf(clientSettings.getOrDefault(BOOTSTRAP_SERVERS, LOCAL_BROKER)));
    }

    /** For messages. */
    public String broker() {
        return "the broker at " + bootstrapServers();
    }
}
