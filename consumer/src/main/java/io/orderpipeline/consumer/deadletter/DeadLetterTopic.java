package io.orderpipeline.consumer.deadletter;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** The dead-letter topic, written by one producer that all threads share. Safe for use by several threads. */
public final class DeadLetterTopic implements DeadLetterSink, AutoCloseable {

    /** What is still on its way after that is sent again by whoever reads the record next. */
    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(2);

    private final String topic;
    private final Producer<byte[], byte[]> producer;

    /** @param kafkaSettings how to reach the broker, TLS and SASL included */
    public DeadLetterTopic(String topic, Map<String, Object> kafkaSettings) {
        this.topic = topic;
        Map<String, Object> settings = new HashMap<>(kafkaSettings);
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        settings.put(ProducerConfig.ENABLE_METRICS_PUSH_CONFIG, false);
        // The poll loop must not stand still for a broker that is away: it keeps the record and tries again.
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 1_000);
        producer = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
    }

    @Override
    public void send(DeadLetter letter, Consumer<Optional<Exception>> outcome) {
        var unused =
                producer.send(letter.toRecord(topic), (metadata, error) -> outcome.accept(Optional.ofNullable(error)));
    }

    @Override
    public void close() {
        producer.close(CLOSE_LIMIT);
    }
}
