package io.orderpipeline.consumer.kafka;

import io.orderpipeline.common.kafka.TopicSetting;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.config.TopicConfig;

/**
 * The {@code max.message.bytes} of the orders topic and the dead-letter topic, or the broker's
 * {@code message.max.bytes} where the topic has none.
 *
 * @param orders empty when the broker does not say it, for example without the permission DescribeConfigs
 * @param deadLetters likewise
 */
public record MessageLimits(OptionalInt orders, OptionalInt deadLetters) {

    /** @param limit for each response */
    public static MessageLimits read(Admin admin, String orders, String deadLetters, Duration limit)
            throws InterruptedException {
        return new MessageLimits(read(admin, orders, limit), read(admin, deadLetters, limit));
    }

    private static OptionalInt read(Admin admin, String topic, Duration limit) throws InterruptedException {
        return TopicSetting.read(admin, topic, TopicConfig.MAX_MESSAGE_BYTES_CONFIG, limit).stream()
                .mapToInt(Integer::parseInt)
                .findFirst();
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
