package io.orderpipeline.consumer.pipeline;

import io.orderpipeline.consumer.deadletter.DeadLetter;
import io.orderpipeline.consumer.deadletter.DeadLetterTransactions;
import io.orderpipeline.consumer.deadletter.DeadLetterTransactions.Outcome;
import io.orderpipeline.consumer.kafka.CommitMetadata;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
 * Commits watermarks, and nothing beyond them: without waiting when only orders were stored, and in one transaction
 * with the dead letters when there are some. One commit is under way at a time; one that fails is made good by the
 * next, which carries later offsets. One thread, that of the poll loop.
 */
final class OffsetCommitter {

    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(1);

    private static final Logger LOG = LoggerFactory.getLogger(OffsetCommitter.class);

    private final Consumer<?, ?> consumer;
    private final DeadLetterTransactions deadLetters;
    private final ProcessorServices services;
    private final Supplier<Uuid> topicId;
    private final Backoff backoff;
    private long lastCommit;
    private boolean underWay;

    /** The flows of a transaction whose answer was lost; empty when there is none. */
    private Map<TopicPartition, PartitionProcessor> inDoubt = Map.of();

    /** @param topicId which each commit carries */
    OffsetCommitter(
            Consumer<?, ?> consumer,
            DeadLetterTransactions deadLetters,
            ProcessorServices services,
            Supplier<Uuid> topicId) {
        this.consumer = consumer;
        this.deadLetters = deadLetters;
        this.services = services;
        this.topicId = topicId;
        this.backoff = new Backoff(services.nanoTime(), services.random());
    }

    /** Often enough that a crash repeats little, seldom enough that it costs nothing. */
    void commitIfDue(Map<TopicPartition, PartitionProcessor> flows) {
        long now = services.nanoTime().getAsLong();
        if (underWay || now - lastCommit < interval(flows).toNanos()) {
            return;
        }
        Map<TopicPartition, OffsetAndMetadata> due = due(flows);
        if (due.isEmpty()) {
            return;
        }
        lastCommit = now;
        if (deadLetters(flows, due).isEmpty()) {
            underWay = true;
            Map<TopicPartition, PartitionProcessor> committing = Map.copyOf(flows);
            consumer.commitAsync(due, (offsets, error) -> settle(committing, offsets, error));
        } else if (backoff.mayTry()) {
            if (inDoubt.isEmpty()) {
                commitWithDeadLetters(flows, due);
            } else {
                // Whatever is learned, the offsets and letters that were due before may no longer be: the next round
                // tells.
                clearDoubt();
            }
        }
    }

    private static Duration interval(Map<TopicPartition, PartitionProcessor> flows) {
        boolean waitsForNothing =
                flows.values().stream().allMatch(flow -> flow.isIdle() || flow.isHeldUpByDeadLetters());
        return waitsForNothing ? ProcessorLimits.IDLE_COMMIT_INTERVAL : ProcessorLimits.COMMIT_INTERVAL;
    }

    /**
     * Waits for the broker's answer: the partitions are about to go. There is no next time, so it is tried though the
     * last try has just failed: in the middle of a rebalance dead letters cannot be committed, at its end they can.
     */
    void commitNow(Map<TopicPartition, PartitionProcessor> flows) {
        if (underWay && !awaitCommitUnderWay()) {
            return;
        }
        Map<TopicPartition, OffsetAndMetadata> due = due(flows);
        if (!inDoubt.isEmpty() && !deadLetters(flows, due).isEmpty()) {
            clearDoubt();
            due = due(flows);
        }
        if (due.isEmpty()) {
            return;
        }
        if (deadLetters(flows, due).isEmpty()) {
            commitOffsets(flows, due);
        } else if (inDoubt.isEmpty()) {
            commitWithDeadLetters(flows, due);
        }
        Map<TopicPartition, OffsetAndMetadata> left = due(flows);
        if (!left.isEmpty()) {
            LOG.warn(
                    "{}: not all that is stored was committed, so the next member stores some of it again",
                    left.keySet());
        }
    }

    private void commitOffsets(
            Map<TopicPartition, PartitionProcessor> flows, Map<TopicPartition, OffsetAndMetadata> due) {
        try {
            consumer.commitSync(due, ANSWER_LIMIT);
            settle(flows, due, null);
        } catch (KafkaException e) {
            settle(flows, due, e);
        }
    }

    /**
     * A commit that overtakes the one before it would be undone by it. For orders that repeats a little; for dead
     * letters, which are in the topic by then, it would make each of them twice.
     */
    private boolean awaitCommitUnderWay() {
        try {
            consumer.commitSync(Map.of(), ANSWER_LIMIT);
            return true;
        } catch (KafkaException e) {
            LOG.warn("A commit is not answered, what came after it is left to the next member: {}", e.getMessage());
            return false;
        }
    }

    private void commitWithDeadLetters(
            Map<TopicPartition, PartitionProcessor> flows, Map<TopicPartition, OffsetAndMetadata> due) {
        Outcome outcome = deadLetters.commit(deadLetters(flows, due), due, consumer.groupMetadata());
        if (outcome == Outcome.COMMITTED) {
            backoff.succeeded();
            settle(flows, due, null);
        } else {
            backoff.failed();
            inDoubt = outcome == Outcome.IN_DOUBT ? Map.copyOf(flows) : Map.of();
        }
    }

    /**
     * Learns from the group's offsets what became of a transaction whose answer was lost: for every partition that was
     * in it, those that are about to go as well as those that stay.
     */
    private void clearDoubt() {
        if (!deadLetters.settle()) {
            backoff.failed();
            return;
        }
        try {
            consumer.committed(inDoubt.keySet(), ANSWER_LIMIT).forEach((partition, offset) -> {
                PartitionProcessor flow = inDoubt.get(partition);
                if (offset != null && offset.offset() > flow.committed()) {
                    flow.committed(offset.offset());
                }
            });
            inDoubt = Map.of();
        } catch (RetriableException e) {
            LOG.warn("The broker does not say what is committed, it is asked again: {}", e.getMessage());
            backoff.failed();
        }
    }

    private static List<DeadLetter> deadLetters(
            Map<TopicPartition, PartitionProcessor> flows, Map<TopicPartition, OffsetAndMetadata> due) {
        return due.entrySet().stream()
                .flatMap(entry -> flows
                        .get(entry.getKey())
                        .deadLettersBefore(entry.getValue().offset())
                        .stream())
                .toList();
    }

    private Map<TopicPartition, OffsetAndMetadata> due(Map<TopicPartition, PartitionProcessor> flows) {
        Map<TopicPartition, OffsetAndMetadata> due = new HashMap<>();
        flows.forEach((partition, flow) -> {
            long offset = committable(partition, flow);
            if (offset > flow.committed()) {
                due.put(partition, CommitMetadata.of(offset, topicId.get()));
            }
        });
        return due;
    }

    /**
     * When all is acknowledged the position may be past the last record: transaction markers and compacted records
     * have offsets too, and a lag that never reaches zero would be wrong.
     */
    private long committable(TopicPartition partition, PartitionProcessor flow) {
        if (flow.isIdle()) {
            try {
                return consumer.position(partition, Duration.ZERO);
            } catch (TimeoutException | InvalidOffsetException e) {
                LOG.debug("{} has no position yet", partition, e);
            }
        }
        return flow.watermark();
    }

    private void settle(
            Map<TopicPartition, PartitionProcessor> flows,
            Map<TopicPartition, OffsetAndMetadata> offsets,
            Exception error) {
        underWay = false;
        if (error == null) {
            offsets.forEach((partition, offset) -> flows.get(partition).committed(offset.offset()));
        } else if (error instanceof RebalanceInProgressException || error instanceof CommitFailedException) {
            // The rebalance that follows hands the partitions over, or takes them away; it says so itself.
            LOG.debug("Offsets were not committed during a rebalance", error);
        } else if (error instanceof RetriableCommitFailedException || error instanceof RetriableException) {
            LOG.warn("Offsets were not committed, the next commit makes up for it: {}", error.getMessage());
        } else {
            throw new IllegalStateException("offsets cannot be committed: " + error.getMessage(), error);
        }
    }
}
