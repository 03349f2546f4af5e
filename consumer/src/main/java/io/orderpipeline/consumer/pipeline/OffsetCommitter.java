package io.orderpipeline.consumer.pipeline;

import io.orderpipeline.consumer.deadletter.DeadLetter;
import io.orderpipeline.consumer.deadletter.DeadLetterTransactions;
import io.orderpipeline.consumer.deadletter.DeadLetterTransactions.Outcome;
import io.orderpipeline.consumer.kafka.CommitMetadata;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.InvalidOffsetException;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.RetriableCommitFailedException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Commits the watermarks: asynchronously when there are only stored orders, and in one transaction with the dead letters
 * otherwise. At most one commit is pending. The next commit, with later offsets, makes up for a failed one. Used by the
 * thread of the poll loop only.
 */
final class OffsetCommitter {

    /** Between two commits while records are in flight. */
    private static final Duration COMMIT_INTERVAL = Duration.ofSeconds(1);

    /** Between two commits when everything is acknowledged, so that lag and revocation are not delayed needlessly. */
    private static final Duration IDLE_COMMIT_INTERVAL = Duration.ofMillis(200);

    private static final Duration RESPONSE_TIMEOUT = Duration.ofSeconds(1);

    private static final Logger LOG = LoggerFactory.getLogger(OffsetCommitter.class);

    private final Consumer<?, ?> consumer;
    private final DeadLetterTransactions deadLetters;
    private final Supplier<Uuid> topicId;
    private final LongSupplier nanoTime;
    private final Backoff backoff;
    private long lastCommit;
    private boolean pending;

    /** The processors of a transaction with unknown result; empty when there is none. */
    private Map<TopicPartition, PartitionProcessor> unresolved = Map.of();

    /** @param topicId stored in the metadata of each commit */
    OffsetCommitter(
            Consumer<?, ?> consumer,
            DeadLetterTransactions deadLetters,
            Supplier<Uuid> topicId,
            LongSupplier nanoTime,
            DoubleSupplier random) {
        this.consumer = consumer;
        this.deadLetters = deadLetters;
        this.topicId = topicId;
        this.nanoTime = nanoTime;
        this.backoff = new Backoff(nanoTime, random);
    }

    void commitIfDue(Map<TopicPartition, PartitionProcessor> processors) {
        long now = nanoTime.getAsLong();
        if (pending || now - lastCommit < interval(processors).toNanos()) {
            return;
        }
        Map<TopicPartition, OffsetAndMetadata> due = due(processors);
        if (due.isEmpty()) {
            return;
        }
        lastCommit = now;
        if (deadLetters(processors, due).isEmpty()) {
            pending = true;
            Map<TopicPartition, PartitionProcessor> committing = Map.copyOf(processors);
            consumer.commitAsync(due, (offsets, error) -> settle(committing, offsets, error));
        } else if (backoff.isOver()) {
            if (unresolved.isEmpty()) {
                commitWithDeadLetters(processors, due);
            } else {
                // The offsets that are due may change with the result, so the next round commits them.
                resolve();
            }
        }
    }

    private static Duration interval(Map<TopicPartition, PartitionProcessor> processors) {
        return processors.values().stream().allMatch(PartitionProcessor::isWaitingForCommit)
                ? IDLE_COMMIT_INTERVAL
                : COMMIT_INTERVAL;
    }

    /**
     * Commits synchronously, before the partitions are released. This is the last attempt, so it ignores the backoff: dead
     * letters that cannot be committed during a rebalance can be committed at its end.
     */
    void commitNow(Map<TopicPartition, PartitionProcessor> processors) {
        if (pending && !awaitPendingCommit()) {
            return;
        }
        Map<TopicPartition, OffsetAndMetadata> due = due(processors);
        if (!unresolved.isEmpty() && !deadLetters(processors, due).isEmpty()) {
            resolve();
            due = due(processors);
        }
        if (due.isEmpty()) {
            return;
        }
        if (deadLetters(processors, due).isEmpty()) {
            commitOffsets(processors, due);
        } else if (unresolved.isEmpty()) {
            commitWithDeadLetters(processors, due);
        }
        Map<TopicPartition, OffsetAndMetadata> uncommitted = due(processors);
        if (!uncommitted.isEmpty()) {
            LOG.warn(
                    "{}: not all stored records were committed, so the next member stores some of them again",
                    uncommitted.keySet());
        }
    }

    private void commitOffsets(
            Map<TopicPartition, PartitionProcessor> processors, Map<TopicPartition, OffsetAndMetadata> due) {
        try {
            consumer.commitSync(due, RESPONSE_TIMEOUT);
            settle(processors, due, null);
        } catch (KafkaException e) {
            settle(processors, due, e);
        }
    }

    /**
     * An earlier commit that arrives late would undo this one. Orders would merely be written again, but dead letters,
     * which are in the topic by then, would be duplicated.
     */
    private boolean awaitPendingCommit() {
        try {
            consumer.commitSync(Map.of(), RESPONSE_TIMEOUT);
            return true;
        } catch (KafkaException e) {
            LOG.warn("No response to a commit, so later offsets are left to the next member: {}", e.getMessage());
            return false;
        }
    }

    private void commitWithDeadLetters(
            Map<TopicPartition, PartitionProcessor> processors, Map<TopicPartition, OffsetAndMetadata> due) {
        Outcome outcome = deadLetters.commit(deadLetters(processors, due), due, consumer.groupMetadata());
        if (outcome == Outcome.COMMITTED) {
            backoff.succeeded();
            settle(processors, due, null);
        } else {
            backoff.failed();
            unresolved = outcome == Outcome.IN_DOUBT ? Map.copyOf(processors) : Map.of();
        }
    }

    /**
     * Reads from the group's offsets whether a transaction with unknown result was committed, for all of its partitions:
     * those that are being released as well as those that stay.
     */
    private void resolve() {
        if (!deadLetters.settle()) {
            backoff.failed();
            return;
        }
        try {
            consumer.committed(unresolved.keySet(), RESPONSE_TIMEOUT).forEach((partition, offset) -> {
                PartitionOffsets offsets = unresolved.get(partition).offsets();
                if (offset != null && offset.offset() > offsets.committed()) {
                    offsets.markCommitted(offset.offset());
                }
            });
            unresolved = Map.of();
        } catch (RetriableException e) {
            LOG.warn("Cannot read the committed offsets, retrying: {}", e.getMessage());
            backoff.failed();
        }
    }

    private static List<DeadLetter> deadLetters(
            Map<TopicPartition, PartitionProcessor> processors, Map<TopicPartition, OffsetAndMetadata> due) {
        return due.entrySet().stream()
                .flatMap(entry ->
                        processors
                                .get(entry.getKey())
                                .offsets()
                                .deadLettersBefore(entry.getValue().offset())
                                .stream())
                .toList();
    }

    private Map<TopicPartition, OffsetAndMetadata> due(Map<TopicPartition, PartitionProcessor> processors) {
        Map<TopicPartition, OffsetAndMetadata> due = new HashMap<>();
        processors.forEach((partition, processor) -> {
            long offset = committable(partition, processor.offsets());
            if (offset > processor.offsets().committed()) {
                due.put(partition, CommitMetadata.mark(offset, topicId.get()));
            }
        });
        return due;
    }

    /**
     * When everything is acknowledged, the position: it may be past the last record, because transaction markers and
     * compacted records have offsets too. Otherwise the lag would never reach zero.
     */
    private long committable(TopicPartition partition, PartitionOffsets offsets) {
        if (offsets.isIdle()) {
            try {
                return consumer.position(partition, Duration.ZERO);
            } catch (TimeoutException | InvalidOffsetException e) {
                LOG.debug("{} has no position yet", partition, e);
            }
        }
        return offsets.watermark();
    }

    private void settle(
            Map<TopicPartition, PartitionProcessor> processors,
            Map<TopicPartition, OffsetAndMetadata> offsets,
            Exception error) {
        pending = false;
        if (error == null) {
            offsets.forEach(
                    (partition, offset) -> processors.get(partition).offsets().markCommitted(offset.offset()));
        } else if (error instanceof RebalanceInProgressException || error instanceof CommitFailedException) {
            // The rebalance then revokes the partitions or reports them as lost.
            LOG.debug("Offsets were not committed during a rebalance", error);
        } else if (error instanceof RetriableCommitFailedException || error instanceof RetriableException) {
            LOG.warn("Offsets were not committed, the next commit covers them: {}", error.getMessage());
        } else {
            throw new IllegalStateException("cannot commit offsets: " + error.getMessage(), error);
        }
    }
}
