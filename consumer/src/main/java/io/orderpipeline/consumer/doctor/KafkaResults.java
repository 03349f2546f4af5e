package io.orderpipeline.consumer.doctor;

import io.orderpipeline.common.cli.NumberRanges;
import io.orderpipeline.common.cli.TextTable;
import io.orderpipeline.consumer.monitoring.GroupOffsets.Offsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.MemberDescription;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.GroupState;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.TopicPartitionInfo;

/** Evaluates what the broker reports of topic, group and lag. */
final class KafkaResults {

    private static final int MAX_MEMBERS = 12;

    private KafkaResults() {}

    static CheckResult topic(TopicDescription topic) {
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
        return behind.isEmpty()
                ? CheckResult.ok(text)
                : CheckResult.warn(text + "; replicas of partition " + behind
                        + " are not in sync: check that every broker is running");
    }

    private static String numbers(List<TopicPartitionInfo> partitions, Predicate<TopicPartitionInfo> which) {
        return NumberRanges.of(partitions.stream()
                .filter(which)
                .map(TopicPartitionInfo::partition)
                .toList());
    }

    static CheckResult group(ConsumerGroupDescription group, String topic, int partitions) {
        Collection<MemberDescription> members = group.members();
        Node coordinator = group.coordinator();
        String head = group.groupId() + " is " + group.groupState() + ", coordinator "
                + (coordinator == null ? "unknown" : coordinator.host() + ":" + coordinator.port());
        if (members.isEmpty()) {
            return CheckResult.warn(head + ", no members: start the consumer, or check --group");
        }
        String text = head + ", " + members.size() + (members.size() == 1 ? " member: " : " members: ")
                + describe(members, topic);
        if (group.groupState() != GroupState.STABLE) {
            return CheckResult.warn(text + "; a rebalance is in progress, run this again in a few seconds");
        }
        List<Integer> unassigned =
                new ArrayList<>(IntStream.range(0, partitions).boxed().toList());
        members.forEach(member -> unassigned.removeAll(partitions(member, topic)));
        return unassigned.isEmpty()
                ? CheckResult.ok(text)
                : CheckResult.warn(text + "; no member has partition " + NumberRanges.of(unassigned)
                        + ": does every member of the group consume " + topic + "?");
    }

    private static String describe(Collection<MemberDescription> members, String topic) {
        return CheckResult.abbreviate(
                members.stream()
                        .sorted(Comparator.comparing(MemberDescription::clientId))
                        .map(member -> describe(member, partitions(member, topic)))
                        .toList(),
                MAX_MEMBERS);
    }

    private static String describe(MemberDescription member, List<Integer> partitions) {
        return member.clientId() + " at " + member.host().replaceFirst("^/", "") + " has "
                + (partitions.isEmpty() ? "none" : names(partitions));
    }

    private static String names(List<Integer> partitions) {
        String names = partitions.stream()
                .limit(TextTable.MOST_ROWS)
                .map(partition -> "p" + partition)
                .collect(Collectors.joining(" "));
        return partitions.size() > TextTable.MOST_ROWS ? names + " ..." : names;
    }

    private static List<Integer> partitions(MemberDescription member, String topic) {
        return member.assignment().topicPartitions().stream()
                .filter(partition -> partition.topic().equals(topic))
                .map(TopicPartition::partition)
                .sorted()
                .toList();
    }

    /**
     * Compares two samples: committed offsets that advance are fine, whatever the lag.
     *
     * @param before by partition
     * @param after some time later; the same when there was no lag
     */
    static CheckResult lag(Map<Integer, Offsets> before, Map<Integer, Offsets> after) {
        Map<Integer, Offsets> sorted = new TreeMap<>(after);
        List<String> lags = sorted.entrySet().stream()
                .map(partition -> "p%d %,d"
                        .formatted(partition.getKey(), partition.getValue().lag()))
                .toList();
        String text = "%,d records: %s".formatted(totalLag(after), CheckResult.abbreviate(lags, TextTable.MOST_ROWS));
        if (totalLag(after) == 0) {
            return CheckResult.ok(text);
        }
        List<Integer> stalled = sorted.keySet().stream()
                .filter(partition -> after.get(partition).lag() > 0)
                .filter(partition -> after.get(partition).committed()
                        == before.get(partition).committed())
                .toList();
        return stalled.isEmpty()
                ? CheckResult.ok(text + "; offsets are being committed on each of them")
                : CheckResult.warn(text + "; nothing was committed on partition " + NumberRanges.of(stalled)
                        + " for a moment: is the consumer running, and what does its status line say?");
    }

    static long totalLag(Map<Integer, Offsets> offsets) {
        return offsets.values().stream().mapToLong(Offsets::lag).sum();
    }
}
