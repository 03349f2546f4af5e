package io.orderpipeline.consumer.deadletter;

import io.orderpipeline.common.cli.NativeLibraryFailure;
import io.orderpipeline.common.cli.ServiceWait.NotReadyException;
import io.orderpipeline.common.cli.UserError;
import io.orderpipeline.common.kafka.ClientFactory;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Producer;
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
            RecordTooLargeException.class,
            InvalidRecordException.class,
            InvalidTimestampException.class,
            InvalidTopicException.class,
            InvalidTxnTimeoutException.class,
            PolicyViolationException.class,
            UnsupportedVersionException.class,
            UnsupportedForMessageFormatException.class,
            UnsupportedCompressionTypeException.class);

    private final String topic;
    private final Supplier<Producer<byte[], byte[]>> producers;
    private final Consumer<List<DeadLetter>> onCommit;
    private Producer<byte[], byte[]> producer;
    private String failure;

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
            producer = ClientFactory.create(producers);
            producer.initTransactions();
            failure = null;
            return true;
        } catch (NotReadyException e) {
            failure = e.getMessage();
        } catch (KafkaException e) {
            close();
            throwIfPermanent(e);
            failure = e.getMessage();
        }
        LOG.warn("Cannot write dead letters yet, waiting for the broker: {}", failure);
        return false;
    }

    @Override
    public Optional<String> failure() {
        return Optional.ofNullable(failure);
    }

    private void discard(String consequence, KafkaException e) {
        close();
        throwIfPermanent(e);
        // A member that has left the group handles that at its next poll.
        if (!(e instanceof CommitFailedException)) {
            failure = e.getMessage();
            LOG.warn("{}: {}", consequence, e.getMessage());
        }
    }

    private void throwIfPermanent(KafkaException e) {
        NativeLibraryFailure.throwIfPresent(e);
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (PERMANENT.stream().anyMatch(cause.getClass()::equals)
                    || cause instanceof AuthorizationException
                    || cause instanceof AuthenticationException) {
                throw UserError.failed(
                        "cannot write dead letters to " + topic + ": " + cause.getMessage()
                                + "; check the topic's settings (max.message.bytes, cleanup.policy, …),"
                                + " our permissions and the file of --kafka-config",
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
