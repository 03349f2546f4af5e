package io.orderpipeline.consumer.doctor;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.MemberDescription;
import org.apache.kafka.common.GroupState;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartition;

/** Checks the members of the group and their partitions. */
final class GroupCheck {

    private static final int MAX_MEMBERS = 12;

    private GroupCheck() {}

    static CheckResult of(ConsumerGroupDescription group, String topic, int partitions) {
        Collection<MemberDescription> members = group.members();
        String head = group.groupId() + " is " + group.groupState() + ", coordinator " + coordinator(group);
        if (members.isEmpty()) {
            return CheckResult.warn(head + ", no members: start the consumer, or check --group");
        }
        String text = head + ", " + members.size() + (members.size() == 1 ? " member: " : " members: ")
                + describe(members, topic);
        List<Integer> unowned =
                new ArrayList<>(IntStream.range(0, partitions).boxed().toList());
        members.forEach(member -> unowned.removeAll(partitions(member, topic)));
        if (group.groupState() != GroupState.STABLE) {
            return CheckResult.warn(text + "; a rebalance is in progress, run this again in a few seconds");
        }
        return unowned.isEmpty()
                ? CheckResult.ok(text)
                : CheckResult.warn(text + "; no member has partition " + join(unowned)
                        + ": does every member of the group consume " + topic + "?");
    }

    private static String coordinator(ConsumerGroupDescription group) {
        Node node = group.coordinator();
        return node == null ? "unknown" : node.host() + ":" + node.port();
    }

    private static String describe(Collection<MemberDescription> members, String topic) {
        String all = members.stream()
                .sorted(Comparator.comparing(MemberDescription::clientId))
                .limit(MAX_MEMBERS)
                .map(member -> member.clientId() + " at " + member.host().replaceFirst("^/", "") + " has "
                        + has(partitions(member, topic)))
                .collect(Collectors.joining(", "));
        return members.size() > MAX_MEMBERS ? all + ", ..." : all;
    }

    private static String has(List<Integer> partitions) {
        return partitions.isEmpty() ? "none" : "p" + join(partitions).replace(", ", " p");
    }

    private static List<Integer> partitions(MemberDescription member, String topic) {
        return member.assignment().topicPartitions().stream()
                .filter(partition -> partition.topic().equals(topic))
                .map(TopicPartition::partition)
                .sorted()
                .toList();
    }

    private static String join(List<Integer> partitions) {
        return partitions.stream().map(String::valueOf).collect(Collectors.joining(", "));
    }
}
