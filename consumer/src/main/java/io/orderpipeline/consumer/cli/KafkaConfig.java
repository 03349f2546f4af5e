package io.orderpipeline.consumer.cli;

import io.orderpipeline.common.cli.UserError;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The validated Kafka options.
 *
 * @param settings for every Kafka client, bootstrap servers included
 */
public record KafkaConfig(Map<String, Object> settings, String topic, String group, String deadLetterTopic) {

    private static final Pattern TOPIC = Pattern.compile("[a-zA-Z0-9._-]{1,249}");

    public KafkaConfig {
        settings = Map.copyOf(settings);
        requireTopic("--topic", topic);
        requireTopic("--dead-letter-topic", deadLetterTopic);
        require(!topic.equals(deadLetterTopic), "--dead-letter-topic must not be the topic itself, " + topic);
        require(!group.isBlank(), "--group must not be blank");
    }

    static void requireTopic(String option, String name) {
        require(
                TOPIC.matcher(name).matches(),
                option + " '" + name + "' is not 1 to 249 letters, digits, '.', '_' and '-'");
    }

    private static void require(boolean valid, String message) {
        if (!valid) {
            throw UserError.badUsage(message);
        }
    }
}
