package io.orderpipeline.consumer.deadletter;

import io.orderpipeline.common.cli.UserError;
import io.orderpipeline.consumer.kafka.OrdersTopic;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends letters back and marks them as sent in one transaction: both or neither, whenever the process dies.
 *
 * <p>There is one transactional id for each dead-letter topic. So a second replay ends the first one, and the broker has
 * settled whatever its predecessor left before the marks are read. One thread.
 */
public final class ReplayTransactions implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ReplayTransactions.class);

    private static final int ANSWER_LIMIT_MS = 10_000;

    /** A process that is killed keeps readers of the orders waiting for so long, unless a replay comes after it. */
    private static final int TRANSACTION_TIMEOUT_MS = 15_000;

    private final Supplier<Producer<byte[], byte[]>> producers;
    private Producer<byte[], byte[]> producer;

    ReplayTransactions(Supplier<Producer<byte[], byte[]>> producers) {
        this.producers = producers;
    }

    /** @param kafkaSettings how to reach the broker, TLS and SASL included */
    public static ReplayTransactions of(String deadLetterTopic, Map<String, Object> kafkaSettings) {
        Map<String, Object> settings = new HashMap<>(kafkaSettings);
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        settings.put(ProducerConfig.ENABLE_METRICS_PUSH_CONFIG, false);
        settings.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, deadLetterTopic + ".replay");
        settings.put(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, TRANSACTION_TIMEOUT_MS);
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, ANSWER_LIMIT_MS);
        settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, ANSWER_LIMIT_MS / 2);
        settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, ANSWER_LIMIT_MS);
        settings.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        settings.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, OrdersTopic.LARGEST_DEAD_LETTER_BYTES);
        return new ReplayTransactions(
                () -> new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer()));
    }

    /** Ends what an earlier replay left behind. Nothing may be read before that. */
    public void begin() {
        try {
            producer = producers.get();
            producer.initTransactions();
        } catch (KafkaException e) {
            throw failed("cannot begin to send letters back", e);
        }
    }

    /**
     * Sends and marks, and returns when all of it is settled.
     *
     * @param letters that tell where they came from
     * @throws UserError when none of them was sent, or nobody knows
     */
    void send(List<DeadLetterRecord> letters, ReplayMarkers marks) {
        AtomicReference<UserError> firstFailure = new AtomicReference<>();
        try {
            producer.beginTransaction();
            letters.forEach(letter -> send(letter, marks, firstFailure));
            producer.flush();
        } catch (KafkaException e) {
            firstFailure.compareAndSet(null, failed("cannot send letters back", e));
        }
        if (firstFailure.get() != null) {
            abort();
            throw firstFailure.get();
        }
        try {
            producer.commitTransaction();
        } catch (KafkaException e) {
            throw failed("cannot tell whether the last letters were sent", e);
        }
    }

    private void send(DeadLetterRecord letter, ReplayMarkers marks, AtomicReference<UserError> firstFailure) {
        RecordPosition origin = letter.origin().orElseThrow();
        Callback callback = (sent, error) -> {
            if (error != null) {
                firstFailure.compareAndSet(null, failed("cannot send the letter of " + origin + " back", error));
            }
        };
        for (var record : List.of(letter.toReplay(origin), marks.toRecord(letter, origin))) {
            // The callback keeps the failure.
            var unused = producer.send(record, callback);
        }
    }

    /** Best effort: who reads the orders need not wait until the broker takes back what is half done. */
    private void abort() {
        try {
            producer.abortTransaction();
        } catch (KafkaException e) {
            LOG.debug("The broker is left to end the transaction", e);
        }
    }

    private static UserError failed(String what, Exception e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof ProducerFencedException || cause instanceof InvalidProducerEpochException) {
                return UserError.failed(
                        "another replay of this dead-letter topic has begun and ended this one; run one at a time", e);
            }
        }
        return UserError.failed(
                what + ": " + e.getMessage() + "; run the same again when it is mended: what was sent is not sent"
                        + " again",
                e);
    }

    /** A transaction that is under way is left to the broker, which takes it back: at once when the next one begins. */
    @Override
    public void close() {
        if (producer != null) {
            producer.close(Duration.ZERO);
        }
    }
}
