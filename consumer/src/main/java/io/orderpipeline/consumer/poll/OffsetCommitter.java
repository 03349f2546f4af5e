package io.orderpipeline.consumer.poll;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.RetriableCommitFailedException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.apache.kafka.common.errors.RetriableException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Commits watermarks, and nothing beyond them. One commit is under way at a time; one that fails is made good by the
 * next, which carries later offsets. One thread, that of the poll loop.
 */
final class OffsetCommitter {

    private static final Duration COMMIT_LIMIT = Duration.ofSeconds(1);

    private static final Logger LOG = LoggerFactory.getLogger(OffsetCommitter.class);

    private final Consumer<?, ?> consumer;
    private final LongSupplier nanoTime;
    private long lastCommit;
    private boolean underWay;

    OffsetCommitter(Consumer<?, ?> consumer, LongSupplier nanoTime) {
        this.consumer = consumer;
        this.nanoTime = nanoTime;
    }

    /** Often enough that a crash repeats little, seldom enough that it costs nothing. */
    void commitIfDue(Map<TopicPartition, PartitionFlow> flows) {
        boolean idle = flows.values().stream().allMatch(PartitionFlow::isIdle);
        Duration interval = idle ? FlowLimits.IDLE_COMMIT_INTERVAL : FlowLimits.COMMIT_INTERVAL;
        long now = nanoTime.getAsLong();
        if (underWay || now - lastCommit < interval.toNanos()) {
            return;
        }
        Map<TopicPartition, OffsetAndMetadata> due = due(flows);
        if (!due.isEmpty()) {
            lastCommit = now;
            underWay = true;
            Map<TopicPartition, PartitionFlow> committing = Map.copyOf(flows);
            consumer.commitAsync(due, (offsets, error) -> settle(committing, offsets, error));
        }
    }

    /** Waits for the broker's answer: the partitions are about to go. */
    void commitNow(Map<TopicPartition, PartitionFlow> flows) {
        Map<TopicPartition, OffsetAndMetadata> due = due(flows);
        if (due.isEmpty()) {
            return;
        }
        try {
            consumer.commitSync(due, COMMIT_LIMIT);
            settle(flows, due, null);
        } catch (CommitFailedException | RetriableException e) {
            settle(flows, due, e);
        }
    }

    private Map<TopicPartition, OffsetAndMetadata> due(Map<TopicPartition, PartitionFlow> flows) {
        Map<TopicPartition, OffsetAndMetadata> due = new HashMap<>();
        flows.forEach((partition, flow) -> {
            long offset = committable(partition, flow);
            if (offset > flow.committed()) {
                due.put(partition, new OffsetAndMetadata(offset));
            }
        });
        return due;
    }

    /**
     * When all is acknowledged the position may be past the last record: transaction markers and compacted records
     * have offsets too, and a lag that never reaches zero would be wrong.
     */
    private long committable(TopicPartition partition, PartitionFlow flow) {
        boolean nothingYet = flow.watermark() == OffsetLedger.NOTHING;
        return nothingYet || !flow.isIdle() ? flow.watermark() : consumer.position(partition);
    }

    private void settle(
            Map<TopicPartition, PartitionFlow> flows, Map<TopicPartition, OffsetAndMetadata> offsets, Exception error) {
        underWay = false;
        if (error == null) {
            offsets.forEach((partition, offset) -> flows.get(partition).committed(offset.offset()));
        } else if (isPassing(error)) {
            LOG.warn("Offsets were not committed, the next commit makes up for it: {}", error.getMessage());
        } else {
            throw new IllegalStateException("offsets cannot be committed: " + error.getMessage(), error);
        }
    }

    private static boolean isPassing(Exception error) {
        return error instanceof RetriableCommitFailedException
                || error instanceof RetriableException
                || error instanceof RebalanceInProgressException
                || error instanceof CommitFailedException;
    }
}
