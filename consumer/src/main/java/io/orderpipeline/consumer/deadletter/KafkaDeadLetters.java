package io.orderpipeline.consumer.deadletter;

import io.orderpipeline.common.cli.UserError;
import java.time.Duration;
import java.util.List;
import java.util.Map;
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
 * Dead letters by a transactional producer that is made when the first of them comes. After any failure the producer
 * is thrown away: the next one has the same transactional id, and to be initialised it waits until the broker has ended
 * whatever its predecessor left. So there is one way to recover, however the failure looked. One thread.
 */
final class KafkaDeadLetters implements DeadLetterTransactions {

    private static final Logger LOG = LoggerFactory.getLogger(KafkaDeadLetters.class);

    private final String topic;
    private final Supplier<Producer<byte[], byte[]>> producers;
    private Producer<byte[], byte[]> producer;

    KafkaDeadLetters(String topic, Supplier<Producer<byte[], byte[]>> producers) {
        this.topic = topic;
        this.producers = producers;
    }

    @Override
    public Outcome commit(
            List<DeadLetter> letters, Map<TopicPartition, OffsetAndMetadata> offsets, ConsumerGroupMetadata group) {
        if (!settle()) {
            return Outcome.NOT_COMMITTED;
        }
        try {
            producer.beginTransaction();
            for (DeadLetter letter : letters) {
                // A failure to send makes the commit fail, which is where it is dealt with.
                var unused = producer.send(letter.toRecord(topic));
            }
            producer.sendOffsetsToTransaction(offsets, group);
        } catch (KafkaException e) {
            abandon("Dead letters were not committed, they are kept", e);
            if (e instanceof CommitFailedException) {
                // The partitions are another member's, so there may be no next time; until the transaction is ended,
                // read-committed readers wait at its place.
                settle();
            }
            return Outcome.NOT_COMMITTED;
        }
        try {
            producer.commitTransaction();
            return Outcome.COMMITTED;
        } catch (KafkaException e) {
            abandon("The broker did not say whether dead letters were committed, it is asked again", e);
            return Outcome.IN_DOUBT;
        }
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
            refuseHopeless(e);
            LOG.warn("Dead letters wait for the broker: {}", e.getMessage());
            return false;
        }
    }

    private void abandon(String consequence, KafkaException e) {
        close();
        refuseHopeless(e);
        // A member that is no longer in the group hears of it at its next poll; that is its owner's affair.
        if (!(e instanceof CommitFailedException)) {
            LOG.warn("{}: {}", consequence, e.getMessage());
        }
    }

    private void refuseHopeless(KafkaException e) {
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
