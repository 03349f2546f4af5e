package io.orderpipeline.consumer.pipeline;

import io.orderpipeline.common.cli.ErrorText;
import io.orderpipeline.common.kafka.ClientRejection;
import io.orderpipeline.consumer.deadletter.DeadLetter;
import io.orderpipeline.consumer.deadletter.DeadLetterTransactions;
import io.orderpipeline.consumer.deadletter.DeadLetterTransactions.Outcome;
import io.orderpipeline.consumer.kafka.CommitMetadata;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Commits the watermarks: asynchronously when there are only stored orders, and in one transaction with the dead
 * letters otherwise. At most one commit is pending. The next commit, with later offsets, makes up for a failed one.
 * Used by the thread of the poll loop only.
 */
final class OffsetCommitter {

    /** Between two commits while records are in flight. */
    private static final Duration COMMIT_INTERVAL = Duration.ofSeconds(1);

    /** Between two commits when everything is acknowledged, so that lag and revocation are not delayed needlessly. */
    private static final Duration IDLE_COMMIT_INTERVAL = Duration.ofMillis(200);

    private static final Duration RESPONSE_TIMEOUT = Duration.ofSeconds(1);

    private static final Logger LOG = LoggerFactory.getLogger(OffsetCommitter.class);

    private final Consumer<?, ?> consumer;
    private final DeadLetterTransactions transactions;
    private final Supplier<CommitMetadata> metadata;
    private final LongSupplier nanoTime;
    private final Backoff backoff;
    private long lastCommit;
    private boolean pending;
    private Optional<String> failure = Optional.empty();

    /** The partitions of a transaction with unknown result; empty when there is none. */
    private Map<TopicPartition, PartitionOffsets> unresolved = Map.of();

    /**
     * What is due for a commit.
     *
     * @param partitions the state of the partitions in {@code offsets}
     */
    private record Commit(
            Map<TopicPartition, PartitionOffsets> partitions,
            Map<TopicPartition, OffsetAndMetadata> offsets,
            List<DeadLetter> deadLetters) {

        boolean isEmpty() {
            return offsets.isEmpty();
        }
    }

    /** @param metadata stored with each commit */
    OffsetCommitter(
            Consumer<?, ?> consumer,
            DeadLetterTransactions transactions,
            Supplier<CommitMetadata> metadata,
            LongSupplier nanoTime,
            DoubleSupplier random) {
        this.consumer = consumer;
        this.transactions = transactions;
        this.metadata = metadata;
        this.nanoTime = nanoTime;
        this.backoff = new Backoff(nanoTime, random);
    }

    void commitIfDue(Map<TopicPartition, PartitionProcessor> processors) {
        long now = nanoTime.getAsLong();
        if (pending || now - lastCommit < interval(processors).toNanos()) {
            return;
        }
        Commit due = due(processors);
        if (due.isEmpty()) {
            failure = Optional.empty();
            return;
        }
        lastCommit = now;
        if (due.deadLetters().isEmpty()) {
            pending = true;
            consumer.commitAsync(due.offsets(), (offsets, error) -> settle(due, error));
        } else if (backoff.isOver()) {
            if (unresolved.isEmpty()) {
                commitWithDeadLetters(due);
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
     * Commits synchronously, before the partitions are released. This is the last attempt, so it ignores the backoff:
     * dead letters that cannot be committed during a rebalance can be committed at its end.
     */
    void commitNow(Map<TopicPartition, PartitionProcessor> processors) {
        if (!pending || awaitPendingCommit()) {
            commitOnce(processors);
        }
        Commit uncommitted = due(processors);
        if (!uncommitted.isEmpty()) {
            LOG.warn(
                    "{}: not all stored records were committed{}, so the next member stores some of them again",
                    uncommitted.offsets().keySet(),
                    failure.map(reason -> " (" + reason + ")").orElse(""));
        }
    }

    private void commitOnce(Map<TopicPartition, PartitionProcessor> processors) {
        Commit due = due(processors);
        if (!unresolved.isEmpty() && !due.deadLetters().isEmpty()) {
            resolve();
            due = due(processors);
        }
        if (due.isEmpty()) {
            return;
        }
        if (due.deadLetters().isEmpty()) {
            commitOffsets(due);
        } else if (unresolved.isEmpty()) {
            commitWithDeadLetters(due);
        }
    }

    /** Why the last commit of offsets without dead letters failed; empty when it succeeded, or nothing is due. */
    Optional<String> failure() {
        return failure;
    }

    private void commitOffsets(Commit due) {
        try {
            consumer.commitSync(due.offsets(), RESPONSE_TIMEOUT);
            settle(due, null);
        } catch (KafkaException e) {
            settle(due, e);
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
            failure = Optional.of("no response to the previous commit: " + ErrorText.of(e));
            return false;
        }
    }

    private void commitWithDeadLetters(Commit due) {
        Outcome outcome = transactions.commit(due.deadLetters(), due.offsets(), consumer.groupMetadata());
        if (outcome == Outcome.COMMITTED) {
            backoff.succeeded();
            settle(due, null);
        } else {
            backoff.failed();
            unresolved = outcome == Outcome.IN_DOUBT ? due.partitions() : Map.of();
        }
    }

    /**
     * Reads from the group's offsets whether a transaction with unknown result was committed, for all of its
     * partitions: those that are being released as well as those that stay.
     */
    private void resolve() {
        if (!transactions.settle()) {
            backoff.failed();
            return;
        }
        try {
            consumer.committed(unresolved.keySet(), RESPONSE_TIMEOUT).forEach((partition, offset) -> {
                PartitionOffsets state = unresolved.get(partition);
                if (offset != null && offset.offset() > state.committed()) {
                    state.markCommitted(offset.offset());
                }
            });
            unresolved = Map.of();
        } catch (RetriableException e) {
            LOG.debug("Cannot read the committed offsets, retrying", e);
            backoff.failed();
        }
    }

    private Commit due(Map<TopicPartition, PartitionProcessor> processors) {
        Map<TopicPartition, PartitionOffsets> partitions = new HashMap<>();
        Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
        List<DeadLetter> deadLetters = new ArrayList<>();
        processors.forEach((partition, processor) -> {
            PartitionOffsets state = processor.offsets();
            long offset = committable(partition, state);
            if (offset > state.committed()) {
                partitions.put(partition, state);
                offsets.put(partition, metadata.get().of(offset, state.epochAt(offset)));
                deadLetters.addAll(state.deadLettersBefore(offset));
            }
        });
        return new Commit(partitions, offsets, deadLetters);
    }

    /**
     * When everything is acknowledged, the position: it may be past the last record, because transaction markers and
     * compacted records have offsets too. Otherwise the lag would never reach zero.
     */
    private long committable(TopicPartition partition, PartitionOffsets state) {
        if (state.isIdle()) {
            try {
                return consumer.position(partition, Duration.ZERO);
            } catch (TimeoutException | InvalidOffsetException e) {
                LOG.debug("{} has no position yet", partition, e);
            }
        }
        return state.watermark();
    }

    private void settle(Commit commit, Exception error) {
        pending = false;
        failure = Optional.empty();
        if (error == null) {
            commit.offsets()
                    .forEach((partition, offset) ->
                            commit.partitions().get(partition).markCommitted(offset.offset()));
        } else if (error instanceof RebalanceInProgressException || error instanceof CommitFailedException) {
            // The rebalance then revokes the partitions or reports them as lost.
            LOG.debug("Offsets were not committed during a rebalance", error);
        } else if (error instanceof RetriableCommitFailedException || error instanceof RetriableException) {
            // The next commit covers the same offsets. How long that lasts is reported once for all threads.
            failure = Optional.of(ErrorText.of(error));
        } else if (error instanceof KafkaException rejection
                && ClientRejection.of("Kafka", "to commit", error).isPresent()) {
            throw rejection;
        } else {
            throw new IllegalStateException("cannot commit offsets: " + ErrorText.of(error), error);
        }
    }
}
