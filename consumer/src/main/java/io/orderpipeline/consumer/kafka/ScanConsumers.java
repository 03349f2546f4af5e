package io.orderpipeline.consumer.kafka;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Makes consumers that look at a topic and leave no trace: no group, no commits, no topic created by asking for it. */
public final class ScanConsumers {

    /** For one request; the default of a minute would look like a program that hangs. */
    private static final int ANSWER_LIMIT_MS = 10_000;

    private ScanConsumers() {}

    /** @param fromUser bootstrap servers, and whatever the file of {@code --kafka-config} has */
    public static Consumer<byte[], byte[]> open(Map<String, Object> fromUser) {
        Map<String, Object> settings = new HashMap<>();
        // A read ahead at the end of a partition holds up the next seek, and the close, until the broker has waited for
        // more.
        settings.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, 20);
        settings.putAll(fromUser);
        settings.remove(ConsumerConfig.GROUP_ID_CONFIG);
        settings.remove(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG);
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        // To go on elsewhere when an offset is gone would be to skip records without a word.
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        settings.put(ConsumerConfig.ENABLE_METRICS_PUSH_CONFIG, false);
        settings.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, ANSWER_LIMIT_MS);
        settings.put(ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, ANSWER_LIMIT_MS);
        return new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }
}
