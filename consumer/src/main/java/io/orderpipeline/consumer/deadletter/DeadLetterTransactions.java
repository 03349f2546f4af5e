package io.orderpipeline.consumer.deadletter;

import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * Commits dead letters together with the offsets that pass them: both or neither, so that a read-committed reader sees
 * each bad record once, whenever the process dies. One for each poll loop, used by its thread only.
 */
public interface DeadLetterTransactions extends AutoCloseable {

    /** What is known of a transaction after trying it. */
    enum Outcome {
        COMMITTED,

        /** Not committed: the same may be tried again later. */
        NOT_COMMITTED,

        /**
         * The answer was lost. {@link #settle()} makes the broker end it one way or the other, after which the group's
         * committed offsets tell which.
         */
        IN_DOUBT
    }

    /**
     * Waits for the broker, for a few seconds at most.
     *
     * @throws io.orderpipeline.common.cli.UserError when it can never succeed: no permission, a letter that is too large
     */
    Outcome commit(
            List<DeadLetter> letters, Map<TopicPartition, OffsetAndMetadata> offsets, ConsumerGroupMetadata group);

    /** @return whether every transaction of this object has ended */
    boolean settle();

    @Override
    void close();
}
