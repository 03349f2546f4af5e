package io.orderpipeline.consumer.deadletter;

import io.orderpipeline.common.cli.UserError;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes dead letters by a transactional producer, which the first of them creates. Recovery is the same after every
 * failure: the producer is discarded, and the next one, with the same transactional id, waits at its initialization
 * until the broker has ended the transaction of its predecessor. One thread.
 */
final class KafkaDeadLetters implements DeadLetterTransactions {

    private static final Logger LOG = LoggerFactory.getLogger(KafkaDeadLetters.class);

    private final String topic;
    private final Supplier<Producer<byte[], byte[]>> producers;
    private final Consumer<List<DeadLetter>> onCommit;
    private Producer<byte[], byte[]> producer;

    KafkaDeadLetters(String topic, Supplier<Producer<byte[], byte[]>> producers, Consumer<List<DeadLetter>> onCommit) {
        this.topic = topic;
        this.producers = producers;
        this.onCommit = onCommit;
    }

    @Override
    public Outcome commit(
            List<DeadLetter> deadLetters, Map<TopicPartition, OffsetAndMetadata> offsets, ConsumerGroupMetadata group) {
        if (!settle()) {
            return Outcome.NOT_COMMITTED;
        }
        try {
            producer.beginTransaction();
            for (DeadLetter deadLetter : deadLetters) {
                // A failure to send makes the commit fail, where it is handled.
                var unused = producer.send(deadLetter.toRecord(topic));
            }
            producer.sendOffsetsToTransaction(offsets, group);
        } catch (KafkaException e) {
            discard("Dead letters were not committed and will be retried", e);
            if (e instanceof CommitFailedException) {
                // The partitions were revoked, so there may be no next attempt; until the transaction ends,
                // read-committed readers wait at its position.
                settle();
            }
            return Outcome.NOT_COMMITTED;
        }
        try {
            producer.commitTransaction();
        } catch (KafkaException e) {
            discard("No response to the commit of dead letters; its outcome will be read from the group's offsets", e);
            return Outcome.IN_DOUBT;
        }
        onCommit.accept(deadLetters);
        return Outcome.COMMITTED;
    }

    @Override
    public boolean settle() {
        if (producer != null) {
            return true;
        }
        try {
            producer = producers.get();
            producer.initTransactions();
            return true;
        } catch (KafkaException e) {
            close();
            throwIfPermanent(e);
            LOG.warn("Cannot write dead letters yet, waiting for the broker: {}", e.getMessage());
            return false;
        }
    }

    private void discard(String consequence, KafkaException e) {
        close();
        throwIfPermanent(e);
        // A member that has left the group handles that at its next poll.
        if (!(e instanceof CommitFailedException)) {
            LOG.warn("{}: {}", consequence, e.getMessage());
        }
    }

    private void throwIfPermanent(KafkaException e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof AuthorizationException
                    || cause instanceof AuthenticationException
                    || cause instanceof RecordTooLargeException) {
                throw UserError.failed(
                        "cannot write dead letters to " + topic + ": " + cause.getMessage()
                                + "; check the topic's max.message.bytes and our permissions",
                        e);
            }
        }
    }

    @Override
    public void close() {
        if (producer != null) {
            producer.close(Duration.ZERO);
            producer = null;
        }
    }
}
