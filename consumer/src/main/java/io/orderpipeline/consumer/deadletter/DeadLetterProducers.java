package io.orderpipeline.consumer.deadletter;

import io.orderpipeline.common.kafka.ClientFactory;
import io.orderpipeline.consumer.kafka.OrdersTopic;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Creates the dead-letter producer of each poll loop. Safe for use by several threads. */
public final class DeadLetterProducers {

    /** How long an unavailable broker blocks the poll loop. */
    private static final int MAX_BLOCK_MS = 2_000;

    /** How long the open transaction of a killed process blocks readers. */
    private static final int TRANSACTION_TIMEOUT_MS = 10_000;

    private static final int DELIVERY_TIMEOUT_MS = 10_000;

    /** The default of the Kafka client. A larger batch could exceed the buffer. */
    private static final int BATCH_BYTES = 16_384;

    private static final long SMALLEST_BUFFER = 1 << 20;
    /**
     * Settings of the user's file that are meant for the consumers, or that transactions do not permit. Interceptors of
     * consumers are no interceptors of producers.
     */
    private static final Set<String> NOT_OF_DEAD_LETTERS = Set.of(
            ProducerConfig.RETRIES_CONFIG,
            ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION,
            ProducerConfig.PARTITIONER_CLASS_CONFIG,
            ProducerConfig.INTERCEPTOR_CLASSES_CONFIG,
            ProducerConfig.TRANSACTION_TWO_PHASE_COMMIT_ENABLE_CONFIG);

    /** The group, a UUID and the number of the thread. */
    private static final Pattern TRANSACTIONAL_ID =
            Pattern.compile("(.+)-\\p{XDigit}{8}(?:-\\p{XDigit}{4}){3}-\\p{XDigit}{12}-\\d+");

    private final String topic;
    private final Map<String, Object> kafkaSettings;
    private final Consumer<List<DeadLetter>> onCommit;
    private final int limit;

    /** Distinguishes this process from others of its group, and from its own earlier runs. */
    private final String process = UUID.randomUUID().toString();

    /**
     * @param kafkaSettings for every Kafka client, bootstrap servers included
     * @param limit of the size of a dead letter, in bytes; larger ones are cut
     * @param onCommit receives the dead letters of each committed transaction, on the thread of the poll loop
     */
    public DeadLetterProducers(
            String topic, Map<String, Object> kafkaSettings, int limit, Consumer<List<DeadLetter>> onCommit) {
        this.topic = topic;
        this.limit = limit;
        this.kafkaSettings = Map.copyOf(kafkaSettings);
        this.onCommit = onCommit;
    }

    /**
     * Creates a producer and closes it, which sends nothing: a setting that can never work is reported at the start and
     * not by the first invalid record.
     *
     * @throws UserError when the client rejects the user's settings
     */
    public void requireValidSettings() {
        Map<String, Object> settings =
                settings(kafkaSettings, process, MAX_BLOCK_MS, MAX_BLOCK_MS, TRANSACTION_TIMEOUT_MS);
        ClientFactory.createNow(settings, supplier(settings)).close(Duration.ZERO);
    }

    /**
     * @param group of the consumers
     * @param thread thread number within the process
     */
    public DeadLetterTransactions forThread(String group, int thread) {
        String transactionalId = group + "-" + process + "-" + thread;
        Map<String, Object> settings =
                settings(kafkaSettings, transactionalId, MAX_BLOCK_MS, MAX_BLOCK_MS, TRANSACTION_TIMEOUT_MS);
        settings.put(ProducerConfig.CLIENT_ID_CONFIG, "dead-letters-" + thread + "-" + group);
        settings.put(ProducerConfig.BUFFER_MEMORY_CONFIG, Math.max(SMALLEST_BUFFER, 2L * limit));
        return new KafkaDeadLetters(topic, limit, settings, supplier(settings), onCommit);
    }

    /** The group that a transactional id belongs to; empty for one of another program. */
    static Optional<String> group(String transactionalId) {
        Matcher id = TRANSACTIONAL_ID.matcher(transactionalId);
        return id.matches() ? Optional.of(id.group(1)) : Optional.empty();
    }

    /** Of a producer that loses nothing and sends at once, dead letters of any size included. */
    static Map<String, Object> settings(
            Map<String, Object> kafka, String transactionalId, int blockMs, int requestMs, int transactionMs) {
        Map<String, Object> settings = new HashMap<>(kafka);
        settings.keySet().removeAll(NOT_OF_DEAD_LETTERS);
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        settings.put(ProducerConfig.ENABLE_METRICS_PUSH_CONFIG, false);
        settings.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, transactionalId);
        settings.put(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, transactionMs);
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, blockMs);
        settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, requestMs);
        settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, DELIVERY_TIMEOUT_MS);
        settings.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        settings.put(ProducerConfig.BATCH_SIZE_CONFIG, BATCH_BYTES);
        settings.put(ProducerConfig.BUFFER_MEMORY_CONFIG, 2L * OrdersTopic.LARGEST_DEAD_LETTER_BYTES);
        settings.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, OrdersTopic.LARGEST_DEAD_LETTER_BYTES);
        return settings;
    }

    static Supplier<Producer<byte[], byte[]>> supplier(Map<String, Object> settings) {
        return () -> new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
    }
}
