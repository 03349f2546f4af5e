package io.orderpipeline.consumer.poll;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.InvalidOffsetException;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.TopicPartition;
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

    /** Puts each partition concerned to its first record there is. */
    Set<TopicPartition> toBeginning(InvalidOffsetException e) {
        Map<TopicPartition, Long> beginnings = consumer.beginningOffsets(e.partitions(), ANSWER_LIMIT);
        beginnings.forEach((partition, beginning) -> {
            if (e instanceof OffsetOutOfRangeException outOfRange) {
                warn(partition, outOfRange.offsetOutOfRangePartitions().get(partition), beginning);
            }
            consumer.seek(partition, beginning);
        });
        return e.partitions();
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
