package io.orderpipeline.consumer.doctor;

import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.TopicPartitionInfo;

/** Checks the leaders and replicas of a topic. */
final class TopicCheck {

    private TopicCheck() {}

    static CheckResult of(TopicDescription topic) {
        List<TopicPartitionInfo> partitions = topic.partitions();
        int replication = partitions.stream()
                .mapToInt(partition -> partition.replicas().size())
                .min()
                .orElse(0);
        String text =
                "%s has %d partitions, replication factor %d".formatted(topic.name(), partitions.size(), replication);
        String leaderless = numbers(partitions, partition -> partition.leader() == null);
        if (!leaderless.isEmpty()) {
            return CheckResult.fail(
                    text + "; no leader for partition " + leaderless + ": its brokers are unavailable, start them");
        }
        String behind = numbers(
                partitions,
                partition -> partition.isr().size() < partition.replicas().size());
        if (!behind.isEmpty()) {
            return CheckResult.warn(text + "; replicas of partition " + behind
                    + " are not in sync: check that every broker is running");
        }
        return CheckResult.ok(text);
    }

    private static String numbers(List<TopicPartitionInfo> partitions, Predicate<TopicPartitionInfo> which) {
        return partitions.stream()
                .filter(which)
                .map(partition -> Integer.toString(partition.partition()))
                .collect(Collectors.joining(", "));
    }
}
