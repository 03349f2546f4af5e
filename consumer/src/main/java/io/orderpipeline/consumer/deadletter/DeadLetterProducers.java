package io.orderpipeline.consumer.deadletter;

import io.orderpipeline.consumer.kafka.OrdersTopic;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Makes the dead-letter side of each poll loop. Safe for use by several threads. */
public final class DeadLetterProducers {

    /** The poll loop stands still for as long at most when the broker is away. */
    private static final int MAX_BLOCK_MS = 2_000;

    /** A process that dies in the middle leaves a transaction that others wait for: for as long at most. */
    private static final int TRANSACTION_TIMEOUT_MS = 10_000;

    private final String topic;
    private final Map<String, Object> settings;

    /** A process is told apart from others of its group, and from its own earlier life. */
    private final String process = UUID.randomUUID().toString();

    /** @param kafkaSettings how to reach the broker, TLS and SASL included */
    public DeadLetterProducers(String topic, Map<String, Object> kafkaSettings) {
        this.topic = topic;
        settings = new HashMap<>(kafkaSettings);
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        settings.put(ProducerConfig.ENABLE_METRICS_PUSH_CONFIG, false);
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, MAX_BLOCK_MS);
        settings.put(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, TRANSACTION_TIMEOUT_MS);
        settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, MAX_BLOCK_MS);
        settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, TRANSACTION_TIMEOUT_MS);
        settings.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, OrdersTopic.LARGEST_DEAD_LETTER_BYTES);
        settings.put(ProducerConfig.LINGER_MS_CONFIG, 0);
    }

    /**
     * @param group of the consumers
     * @param thread number of the thread within the process
     */
    public DeadLetterTransactions forThread(String group, int thread) {
        Map<String, Object> own = new HashMap<>(settings);
        own.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, group + "-" + process + "-" + thread);
        own.put(ProducerConfig.CLIENT_ID_CONFIG, "dead-letters-" + thread + "-" + group);
        return new KafkaDeadLetters(
                topic, () -> new KafkaProducer<>(own, new ByteArraySerializer(), new ByteArraySerializer()));
    }
}
