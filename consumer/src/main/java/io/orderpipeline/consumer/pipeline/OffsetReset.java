package io.orderpipeline.consumer.pipeline;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.InvalidOffsetException;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RetriableException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where to begin when the group has no offset in a partition, or one that the partition no longer has. The client could
 * do it by itself, but would not tell: records that retention deleted before they were consumed are lost, and whoever
 * runs this must hear of it, with their number. One thread, that of the poll loop.
 */
final class OffsetReset {

    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(5);

    private static final Logger LOG = LoggerFactory.getLogger(OffsetReset.class);

    private final Consumer<?, ?> consumer;

    OffsetReset(Consumer<?, ?> consumer) {
        this.consumer = consumer;
    }

    /**
     * Puts each partition concerned to its first record there is. When the broker does not answer, the next poll
     * raises the same again.
     *
     * @return partitions whose offsets begin anew, so that what is in flight belongs to offsets that are no more
     */
    Set<TopicPartition> toBeginning(InvalidOffsetException e) {
        Set<TopicPartition> anew = new HashSet<>();
        try {
            consumer.beginningOffsets(e.partitions(), ANSWER_LIMIT).forEach((partition, beginning) -> {
                if (e instanceof OffsetOutOfRangeException outOfRange) {
                    long wanted = outOfRange.offsetOutOfRangePartitions().get(partition);
                    warn(partition, wanted, beginning);
                    if (wanted > beginning) {
                        anew.add(partition);
                    }
                }
                consumer.seek(partition, beginning);
            });
        } catch (RetriableException unanswered) {
            LOG.warn("The broker does not say where {} begin, it is asked again", e.partitions());
        }
        return anew;
    }

    private static void warn(TopicPartition partition, long wanted, long beginning) {
        if (wanted < beginning) {
            LOG.warn(
                    "{}: {} records are gone, deleted by retention before they were consumed (offsets {} to {});"
                            + " going on with the first that is there",
                    partition,
                    beginning - wanted,
                    wanted,
                    beginning - 1);
        } else {
            LOG.warn(
                    "{}: the group's offset {} is past the end, so the topic was made anew or cut; beginning at {}",
                    partition,
                    wanted,
                    beginning);
        }
    }
}
