package io.orderpipeline.consumer.pipeline;

import io.orderpipeline.consumer.monitoring.PipelineCounters;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.InvalidOffsetException;
import org.apache.kafka.clients.consumer.LogTruncationException;
import org.apache.kafka.clients.consumer.NoOffsetForPartitionException;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RetriableException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Resets the position when the group has no offset for a partition, or an offset that is out of range. The client could
 * do this itself, but silently: records that retention deleted before they were consumed are lost, and must be reported
 * with a count. Used by the thread of the poll loop only.
 */
final class OffsetReset {

    private static final Duration RESPONSE_TIMEOUT = Duration.ofSeconds(5);

    private static final Logger LOG = LoggerFactory.getLogger(OffsetReset.class);

    private final Consumer<?, ?> consumer;
    private final PipelineCounters counters;

    /** @param counters report the partitions without a committed offset, of all threads together */
    OffsetReset(Consumer<?, ?> consumer, PipelineCounters counters) {
        this.consumer = consumer;
        this.counters = counters;
    }

    /**
     * Seeks to where a truncated log diverges from what was consumed, or to the first existing record. If the broker
     * does not respond, the next poll throws the same exception again.
     *
     * @return the new positions of partitions that moved back: their records in flight belong to offsets that no longer
     *     exist
     */
    Map<TopicPartition, OffsetAndMetadata> seek(InvalidOffsetException e) {
        Map<TopicPartition, OffsetAndMetadata> movedBack = new HashMap<>();
        Set<TopicPartition> outOfRange = new HashSet<>(e.partitions());
        // The poll that revoked a partition may throw what it had found before.
        outOfRange.retainAll(consumer.assignment());
        if (e instanceof LogTruncationException truncation) {
            truncation.divergentOffsets().forEach((partition, divergent) -> {
                if (outOfRange.remove(partition)) {
                    reportTruncation(partition, divergent.offset(), position(truncation, partition));
                    consumer.seek(partition, divergent);
                    movedBack.put(partition, divergent);
                }
            });
        }
        movedBack.putAll(seekToBeginning(outOfRange, e));
        return movedBack;
    }

    private Map<TopicPartition, OffsetAndMetadata> seekToBeginning(
            Set<TopicPartition> partitions, InvalidOffsetException e) {
        Map<TopicPartition, OffsetAndMetadata> movedBack = new HashMap<>();
        if (partitions.isEmpty()) {
            return movedBack;
        }
        try {
            consumer.beginningOffsets(partitions, RESPONSE_TIMEOUT).forEach((partition, beginning) -> {
                if (e instanceof OffsetOutOfRangeException outOfRange) {
                    long wanted = position(outOfRange, partition);
                    report(partition, wanted, beginning);
                    if (wanted > beginning) {
                        movedBack.put(partition, new OffsetAndMetadata(beginning));
                    }
                }
                consumer.seek(partition, beginning);
            });
            if (e instanceof NoOffsetForPartitionException) {
                counters.withoutOffset(e.partitions());
            }
        } catch (RetriableException noResponse) {
            LOG.debug("Cannot read the first offsets of {}, retrying", partitions, noResponse);
        }
        return movedBack;
    }

    private static long position(OffsetOutOfRangeException e, TopicPartition partition) {
        return e.offsetOutOfRangePartitions().get(partition);
    }

    private static void reportTruncation(TopicPartition partition, long divergent, long consumed) {
        LOG.warn(
                "{}: the log was truncated: it has lost {} records that were consumed (offsets {} to {}), and other"
                        + " records may have their offsets; continuing at {}. Rows of the lost records are kept, and"
                        + " new records win over them: run verify, and replay the topic to restore overwritten values",
                partition,
                consumed - divergent,
                divergent,
                consumed - 1,
                divergent);
    }

    private static void report(TopicPartition partition, long wanted, long beginning) {
        if (wanted < beginning) {
            LOG.warn(
                    "{}: {} records are gone, deleted by retention before they were consumed (offsets {} to {});"
                            + " continuing with the first existing record",
                    partition,
                    beginning - wanted,
                    wanted,
                    beginning - 1);
        } else {
            LOG.warn(
                    "{}: the group's offset {} is past the end, so the topic was recreated or truncated;"
                            + " continuing at {}",
                    partition,
                    wanted,
                    beginning);
        }
    }
}
