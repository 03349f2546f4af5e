package io.orderpipeline.consumer.deadletter;

import io.orderpipeline.common.cli.ErrorText;
import io.orderpipeline.common.cli.UserError;
import io.orderpipeline.common.kafka.ClientFactory;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends dead letters back and marks them as sent in one transaction.
 *
 * <p>The transactional id belongs to the dead-letter topic. So a second replay fences the first one, and the broker has
 * ended the transaction of an earlier replay before the markers are read. One thread.
 */
final class ReplayTransactions implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ReplayTransactions.class);

    private static final int MAX_BLOCK_MS = 10_000;

    /** How long the open transaction of a killed process blocks readers of the orders, unless a replay follows. */
    private static final int TRANSACTION_TIMEOUT_MS = 15_000;

    private final Supplier<Producer<byte[], byte[]>> producers;
    private Producer<byte[], byte[]> producer;

    ReplayTransactions(Supplier<Producer<byte[], byte[]>> producers) {
        this.producers = producers;
    }

    /** @param kafkaSettings for every Kafka client, bootstrap servers included */
    static ReplayTransactions of(String deadLetterTopic, Map<String, Object> kafkaSettings) {
        Map<String, Object> settings = DeadLetterProducers.settings(
                kafkaSettings, deadLetterTopic + ".replay", MAX_BLOCK_MS, MAX_BLOCK_MS / 2, TRANSACTION_TIMEOUT_MS);
        return new ReplayTransactions(() -> ClientFactory.createNow(settings, DeadLetterProducers.supplier(settings)));
    }

    /** Ends the transaction of an earlier replay. The markers must be read after that. */
    void begin() {
        try {
            producer = producers.get();
            producer.initTransactions();
        } catch (KafkaException e) {
            throw failed("cannot begin to send dead letters back", e);
        }
    }

    /**
     * Sends and marks, and returns after the commit.
     *
     * @param deadLetters whose headers name their origin
     * @throws UserError when none of them was sent, or the outcome is unknown
     */
    void send(List<DeadLetterRecord> deadLetters, ReplayMarkers markers) {
        AtomicReference<UserError> firstFailure = new AtomicReference<>();
        try {
            producer.beginTransaction();
            deadLetters.forEach(deadLetter -> send(deadLetter, markers, firstFailure));
            producer.flush();
        } catch (KafkaException e) {
            firstFailure.compareAndSet(null, failed("cannot send dead letters back", e));
        }
        if (firstFailure.get() != null) {
            abort();
            throw firstFailure.get();
        }
        try {
            producer.commitTransaction();
        } catch (KafkaException e) {
            throw failed("no response to the commit: the last dead letters may have been sent", e);
        }
    }

    private void send(DeadLetterRecord deadLetter, ReplayMarkers markers, AtomicReference<UserError> firstFailure) {
        RecordPosition origin = deadLetter.origin().orElseThrow();
        Callback callback = (sent, error) -> {
            if (error != null) {
                firstFailure.compareAndSet(null, failed("cannot send the dead letter of " + origin + " back", error));
            }
        };
        for (var record : List.of(deadLetter.toReplay(origin), markers.toRecord(deadLetter, origin))) {
            // The callback records the failure.
            var unused = producer.send(record, callback);
        }
    }

    /** Best effort, so that readers of the orders need not wait for the transaction timeout. */
    private void abort() {
        try {
            producer.abortTransaction();
        } catch (KafkaException e) {
            LOG.debug("The broker will end the transaction at its timeout", e);
        }
    }

    private static UserError failed(String what, Exception e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof ProducerFencedException || cause instanceof InvalidProducerEpochException) {
                return UserError.failed(
                        "another replay of this dead-letter topic has started and ended this one; run one at a time",
                        e);
            }
        }
        return UserError.failed(
                what + ": " + ErrorText.of(e) + "; run the same again when it is fixed: nothing is sent twice", e);
    }

    /** The broker aborts an open transaction at its timeout, or when the next replay begins. */
    @Override
    public void close() {
        if (producer != null) {
            producer.close(Duration.ZERO);
        }
    }
}
