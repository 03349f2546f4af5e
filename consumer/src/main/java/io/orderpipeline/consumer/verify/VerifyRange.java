package io.orderpipeline.consumer.verify;

import io.orderpipeline.consumer.monitoring.GroupOffsets.Offsets;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.TopicPartition;

/**
 * The offsets to verify, as of the start.
 *
 * @param orders by partition of the topic
 * @param lost offsets that the topic deleted during the wait before the group passed them, by partition
 * @param deadLetters by partition of the dead-letter topic; empty when it does not exist
 * @param isCompacted whether the topic deletes records between others
 */
record VerifyRange(
        String topic,
        String deadLetterTopic,
        Map<Integer, Offsets> orders,
        Map<Integer, Long> lost,
        Map<Integer, Range> deadLetters,
        boolean isCompacted) {

    private static final Offsets NOT_IN_THE_TOPIC = new Offsets(0, 0, 0);

    /** Offsets from {@code from} to before {@code to}. */
    record Range(long from, long to) {}

    VerifyRange {
        orders = new TreeMap<>(orders);
        lost = Map.copyOf(lost);
        deadLetters = new TreeMap<>(deadLetters);
    }

    Offsets offsets(int partition) {
        return orders.getOrDefault(partition, NOT_IN_THE_TOPIC);
    }

    TopicPartition orderPartition(int partition) {
        return new TopicPartition(topic, partition);
    }

    TopicPartition deadLetterPartition(int partition) {
        return new TopicPartition(deadLetterTopic, partition);
    }

    /** The number of offsets that the topic deleted before the group consumed them. */
    long lost(int partition) {
        Offsets offsets = offsets(partition);
        long ahead = Math.min(offsets.beginning(), offsets.end()) - offsets.committed();
        return lost.getOrDefault(partition, 0L) + Math.max(0, ahead);
    }

    /** Whether the topic has never had a record, not even one that an open transaction hides. */
    boolean isUntouched() {
        return orders.values().stream().allMatch(offsets -> offsets.end() == 0 && offsets.hidden() == 0);
    }

    long recordsOfLargestPartition() {
        return orders.values().stream()
                .mapToLong(offsets -> offsets.end() - offsets.beginning())
                .max()
                .orElse(0);
    }
}
