package io.orderpipeline.consumer.kafka;

import io.orderpipeline.common.kafka.BrokerResponses;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The {@code max.message.bytes} of the orders topic and the dead-letter topic, or the broker's
 * {@code message.max.bytes} where the topic has none.
 *
 * @param orders empty when the broker does not say it, for example without the permission DescribeConfigs
 * @param deadLetters likewise
 */
public record MessageLimits(OptionalInt orders, OptionalInt deadLetters) {

    private static final Logger LOG = LoggerFactory.getLogger(MessageLimits.class);

    /** @param limit for each response */
    public static MessageLimits read(Admin admin, String orders, String deadLetters, Duration limit)
            throws InterruptedException {
        return new MessageLimits(read(admin, orders, limit), read(admin, deadLetters, limit));
    }

    private static OptionalInt read(Admin admin, String topic, Duration limit) throws InterruptedException {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        try {
            String bytes = BrokerResponses.await(
                            admin.describeConfigs(List.of(resource)).all(), limit)
                    .get(resource)
                    .get(TopicConfig.MAX_MESSAGE_BYTES_CONFIG)
                    .value();
            return OptionalInt.of(Integer.parseInt(bytes));
        } catch (KafkaException e) {
            LOG.debug("The configuration of {} cannot be read", topic, e);
            return OptionalInt.empty();
        }
    }

    /** A sentence when the dead-letter topic takes less than the orders topic; otherwise empty. */
    public Optional<String> warning(String deadLetterTopic) {
        if (orders.isEmpty() || deadLetters.isEmpty() || deadLetters.getAsInt() >= orders.getAsInt()) {
            return Optional.empty();
        }
        return Optional.of(("%s accepts %,d bytes in a record and the orders topic %,d, so larger dead letters are cut;"
                        + " set its max.message.bytes to %d or more")
                .formatted(
                        deadLetterTopic,
                        deadLetters.getAsInt(),
                        orders.getAsInt(),
                        OrdersTopic.LARGEST_DEAD_LETTER_BYTES));
    }
}
