package io.orderpipeline.producer.send;

import io.orderpipeline.common.cli.UserError;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Where to send.
 *
 * @param partitions of the topic, if it has yet to be created
 * @param replicationFactor likewise
 * @param clientSettings of the user's file
 * @param startupTimeout how long to wait for the broker; zero waits for ever
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
            throw UserError.badUsage(
                    "--topic: '" + topic + "' is no topic name; use up to 249 letters, digits, '.'," + " '_' and '-'");
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

    /** The option wins over the file, because it is nearer to the person. */
    String bootstrapServers() {
        return bootstrapOption.orElseGet(
                () -> String.valueOf(clientSettings.getOrDefault(BOOTSTRAP_SERVERS, LOCAL_BROKER)));
    }

    /** For messages. */
    public String broker() {
        return "the broker at " + bootstrapServers();
    }
}
