package io.orderpipeline.consumer.deadletter;

import io.orderpipeline.common.cli.ErrorText;
import io.orderpipeline.common.cli.NativeLibraryFailure;
import io.orderpipeline.common.cli.ServiceWait.NotReadyException;
import io.orderpipeline.common.cli.UserError;
import io.orderpipeline.common.kafka.ClientFactory;
import io.orderpipeline.common.kafka.ClientRejection;
import io.orderpipeline.consumer.kafka.OrdersTopic;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javax.security.auth.login.LoginException;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InvalidTimestampException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.InvalidTxnTimeoutException;
import org.apache.kafka.common.errors.PolicyViolationException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.UnsupportedCompressionTypeException;
import org.apache.kafka.common.errors.UnsupportedForMessageFormatException;
import org.apache.kafka.common.errors.UnsupportedVersionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes dead letters by a transactional producer, which the first of them creates. Recovery is the same after every
 * failure: the producer is discarded, and the next one, with the same transactional id, waits at its initialization
 * until the broker has ended the transaction of its predecessor. One thread.
 */
final class KafkaDeadLetters implements DeadLetterTransactions {

    private static final Logger LOG = LoggerFactory.getLogger(KafkaDeadLetters.class);

    /** By which the broker or the client rejects a request that it would always reject. */
    private static final Set<Class<? extends KafkaException>> PERMANENT = Set.of(
            InvalidRecordException.class,
            InvalidTimestampException.class,
            InvalidTopicException.class,
            InvalidTxnTimeoutException.class,
            PolicyViolationException.class,
            UnsupportedVersionException.class,
            UnsupportedForMessageFormatException.class,
            UnsupportedCompressionTypeException.class);

    private final String topic;
    private final Map<String, Object> settings;
    private final Supplier<Producer<byte[], byte[]>> producers;
    private final Consumer<List<DeadLetter>> onCommit;
    private Producer<byte[], byte[]> producer;
    private String failure;

    /** Larger dead letters are cut. Becomes smaller when the broker refuses one. */
    private int limit;

    /** Whether the broker may have an open transaction of this object. */
    private boolean open;

    /** Of the current transaction; set by the producer's thread. */
    private volatile Refusal refused;

    /** A dead letter that the producer or the broker finds too large. */
    private record Refusal(DeadLetter deadLetter, int size) {}

    /**
     * @param limit of the size of a dead letter in bytes, as far as it is known
     * @param settings of the producers, to explain a failed login
     */
    KafkaDeadLetters(
            String topic,
            int limit,
            Map<String, Object> settings,
            Supplier<Producer<byte[], byte[]>> producers,
            Consumer<List<DeadLetter>> onCommit) {
        this.topic = topic;
        this.limit = limit;
        this.settings = settings;
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
            send(deadLetters);
            producer.sendOffsetsToTransaction(offsets, group);
        } catch (KafkaException e) {
            if (refused != null) {
                return commitSmaller(deadLetters, offsets, group);
            }
            discard(e);
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
            if (refused != null) {
                return commitSmaller(deadLetters, offsets, group);
            }
            discard(e);
            return Outcome.IN_DOUBT;
        }
        open = false;
        failure = null;
        onCommit.accept(deadLetters);
        return Outcome.COMMITTED;
    }

    /** A failure to send makes a later request of the transaction fail, where it is handled. */
    private void send(List<DeadLetter> deadLetters) {
        refused = null;
        producer.beginTransaction();
        open = true;
        for (DeadLetter deadLetter : deadLetters) {
            ProducerRecord<byte[], byte[]> record = deadLetter.toRecord(topic, limit);
            int size = DeadLetterFit.size(record);
            var unused = producer.send(record, (sent, error) -> {
                if (error instanceof RecordTooLargeException) {
                    refused = new Refusal(deadLetter, size);
                }
            });
        }
    }

    /** After a refusal, which the transaction cannot survive. */
    private Outcome commitSmaller(
            List<DeadLetter> deadLetters, Map<TopicPartition, OffsetAndMetadata> offsets, ConsumerGroupMetadata group) {
        try {
            producer.abortTransaction();
            open = false;
        } catch (KafkaException e) {
            discard(e);
            return Outcome.NOT_COMMITTED;
        }
        lowerLimit(refused);
        return commit(deadLetters, offsets, group);
    }

    /** @throws UserError when the dead letter cannot be smaller */
    private void lowerLimit(Refusal refusal) {
        int lower = Math.min(limit, refusal.size()) / 2;
        String position = refusal.deadLetter().position();
        if (DeadLetterFit.size(refusal.deadLetter().toRecord(topic, lower)) >= refusal.size()) {
            throw UserError.failed(("cannot write the dead letter of %s: %s refuses even its headers, %,d bytes;"
                            + " set its max.message.bytes to %d or more")
                    .formatted(position, topic, refusal.size(), OrdersTopic.LARGEST_DEAD_LETTER_BYTES));
        }
        limit = lower;
        LOG.warn("{} refuses the dead letter of {}: from now on, they are cut to {} bytes", topic, position, limit);
    }

    @Override
    public boolean settle() {
        if (producer != null) {
            return true;
        }
        try {
            producer = ClientFactory.create(settings, producers);
            producer.initTransactions();
            open = false;
            failure = null;
            return true;
        } catch (NotReadyException e) {
            failure = ErrorText.of(e);
        } catch (UserError e) {
            // The login succeeded at the start, so it is the identity provider that fails, perhaps for a moment.
            if (!(e.getCause() instanceof LoginException)) {
                throw e;
            }
            failure = e.getMessage();
        } catch (KafkaException e) {
            drop();
            throwIfPermanent(e);
            failure = ErrorText.of(e);
        }
        return false;
    }

    @Override
    public Optional<String> failure() {
        return Optional.ofNullable(failure);
    }

    /** The failure is reported once for all threads, see {@link #failure()}. */
    private void discard(KafkaException e) {
        if (permanentCause(e).isPresent()) {
            endTransaction();
        }
        drop();
        throwIfPermanent(e);
        // A member that has left the group handles that at its next poll.
        if (!(e instanceof CommitFailedException)) {
            failure = ErrorText.of(e);
        }
    }

    private static Optional<Throwable> permanentCause(KafkaException e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (PERMANENT.contains(cause.getClass())
                    || cause instanceof AuthorizationException
                    || cause instanceof AuthenticationException) {
                return Optional.of(cause);
            }
        }
        return Optional.empty();
    }

    private void throwIfPermanent(KafkaException e) {
        NativeLibraryFailure.throwIfPresent(e);
        permanentCause(e).ifPresent(cause -> {
            if (cause instanceof AuthenticationException) {
                throw ClientRejection.of("Kafka", topic, cause).orElseThrow();
            }
            throw UserError.failed(
                    "cannot write dead letters to " + topic + ": " + ErrorText.of(cause)
                            + "; check the topic's settings (cleanup.policy, …), our permissions and the file of"
                            + " --kafka-config",
                    e);
        });
    }

    /** Ends an open transaction: until then, the next member waits for it, and so do read-committed readers. */
    @Override
    public void close() {
        if (open) {
            endTransaction();
        }
        drop();
    }

    /** Best effort; the broker ends the transaction at its timeout. */
    private void endTransaction() {
        try {
            if (producer == null) {
                settle();
            } else {
                producer.abortTransaction();
                open = false;
            }
        } catch (KafkaException | UserError e) {
            LOG.debug("The broker will end the transaction at its timeout", e);
        }
    }

    private void drop() {
        if (producer != null) {
            producer.close(Duration.ZERO);
            producer = null;
        }
    }
}
