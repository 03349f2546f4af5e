package io.orderpipeline.consumer.deadletter;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * Commits dead letters and the offsets after them in one transaction, so that a read-committed reader sees each invalid
 * record once, whenever the process dies. One for each poll loop, used by its thread only.
 */
public interface DeadLetterTransactions extends AutoCloseable {

    /** What is known after an attempt. */
    enum Outcome {
        COMMITTED,

        /** Not committed: the same may be retried later. */
        NOT_COMMITTED,

        /**
         * The response was lost. {@link #settle()} makes the broker commit or abort it; then the group's committed
         * offsets show which.
         */
        IN_DOUBT
    }

    /**
     * Waits for the broker for a few seconds at most.
     *
     * @throws io.orderpipeline.common.cli.UserError when no retry can succeed: no permission, a dead letter that is
     *     too large
     */
    Outcome commit(
            List<DeadLetter> deadLetters, Map<TopicPartition, OffsetAndMetadata> offsets, ConsumerGroupMetadata group);

    /** @return whether every transaction of this object has ended */
    boolean settle();

    /** Why the last attempt failed; empty when it succeeded, and before the first. */
    Optional<String> failure();

    @Override
    void close();
}
