package io.orderpipeline.consumer.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.MemberAssignment;
import org.apache.kafka.clients.admin.MemberDescription;
import org.apache.kafka.common.GroupState;
import org.apache.kafka.common.GroupType;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class GroupResultTest {

    @Test
    void should_name_the_partitions_of_each_member() {
        assertThat(result(GroupState.STABLE, member("2-g", 1), member("1-g", 0, 2)))
                .isEqualTo(CheckResult.ok(
                        "g is Stable, coordinator broker:9092, 2 members: 1-g at 10.0.0.1 has p0 p2, 2-g at"
                                + " 10.0.0.1 has p1"));
    }

    @Test
    void should_warn_of_a_group_without_members() {
        CheckResult result = result(GroupState.EMPTY);

        assertThat(result.status()).isEqualTo(CheckResult.Status.WARN);
        assertThat(result.text()).contains("start the consumer");
    }

    @Test
    void should_warn_of_an_unassigned_partition() {
        CheckResult result = result(GroupState.STABLE, member("1-g", 0, 2));

        assertThat(result.status()).isEqualTo(CheckResult.Status.WARN);
        assertThat(result.text()).contains("no member has partition 1");
    }

    @Test
    void should_warn_of_a_rebalance_in_progress() {
        CheckResult result = result(GroupState.PREPARING_REBALANCE, member("1-g"));

        assertThat(result.status()).isEqualTo(CheckResult.Status.WARN);
        assertThat(result.text()).contains("1-g at 10.0.0.1 has none").contains("run this again");
    }

    private static CheckResult result(GroupState state, MemberDescription... members) {
        return KafkaResults.group(
                new ConsumerGroupDescription(
                        "g",
                        false,
                        List.of(members),
                        "range",
                        GroupType.CLASSIC,
                        state,
                        new Node(0, "broker", 9092),
                        Set.of(),
                        Optional.empty(),
                        Optional.empty()),
                "orders",
                3);
    }

    private static MemberDescription member(String clientId, int... partitions) {
        Set<TopicPartition> assigned = new HashSet<>(Set.of(new TopicPartition("another", 0)));
        for (int partition : partitions) {
            assigned.add(new TopicPartition("orders", partition));
        }
        return new MemberDescription(
                clientId + "-id",
                Optional.empty(),
                Optional.empty(),
                clientId,
                "/10.0.0.1",
                new MemberAssignment(assigned),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }
}
