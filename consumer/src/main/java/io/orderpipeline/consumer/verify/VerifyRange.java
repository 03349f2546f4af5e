package io.orderpipeline.consumer.verify;

import io.orderpipeline.consumer.monitoring.GroupOffsets.Offsets;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.TopicPartition;

/**
 * What is verified, as it was at the start.
 *
 * @param orders by partition of the topic
 * @param letters by partition of the dead-letter topic; empty when there is no such topic
 */
record VerifyRange(String topic, String deadLetterTopic, Map<Integer, Offsets> orders, Map<Integer, Range> letters) {

    private static final Offsets NOT_IN_THE_TOPIC = new Offsets(0, 0, 0);

    /** Offsets from {@code from} to before {@code to}. */
    record Range(long from, long to) {}

    VerifyRange {
        orders = new TreeMap<>(orders);
        letters = new TreeMap<>(letters);
    }

    Offsets offsets(int partition) {
        return orders.getOrDefault(partition, NOT_IN_THE_TOPIC);
    }

    TopicPartition ofTopic(int partition) {
        return new TopicPartition(topic, partition);
    }

    TopicPartition ofLetters(int partition) {
        return new TopicPartition(deadLetterTopic, partition);
    }

    long mostRecordsOfAPartition() {
        return orders.values().stream()
                .mapToLong(offsets -> offsets.end() - offsets.beginning())
                .max()
                .orElse(0);
    }
}
