package io.orderpipeline.consumer.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderpipeline.consumer.monitoring.GroupOffsets.Offsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartitionInfo;
import org.junit.jupiter.api.Test;

/** How facts are judged: the topic, the lag, the clocks. */
class AnswersTest {

    private static final Node ONE = new Node(1, "one", 9092);
    private static final Node TWO = new Node(2, "two", 9092);
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    @Test
    void should_find_a_topic_well_that_has_all_its_replicas() {
        assertThat(topic(partition(ONE, ONE, TWO)))
                .isEqualTo(CheckResult.ok("orders has 1 partitions, replication factor 2"));
    }

    @Test
    void should_warn_of_replicas_that_are_behind() {
        assertThat(topic(partition(ONE, ONE)).verdict()).isEqualTo(CheckStatus.WARN);
    }

    @Test
    void should_fail_for_a_partition_without_a_leader() {
        assertThat(topic(partition(null, ONE)).verdict()).isEqualTo(CheckStatus.FAIL);
    }

    @Test
    void should_not_mind_a_lag_that_is_being_worked_off() {
        CheckResult answer = LagCheck.of(Map.of(0, offsets(100, 10)), Map.of(0, offsets(120, 20)));

        assertThat(answer.verdict()).isEqualTo(CheckStatus.OK);
        assertThat(answer.text()).startsWith("100 records: p0 100");
    }

    @Test
    void should_warn_of_a_lag_that_stands_still() {
        CheckResult answer = LagCheck.of(
                Map.of(0, offsets(100, 10), 1, offsets(100, 10)), Map.of(0, offsets(120, 20), 1, offsets(120, 10)));

        assertThat(answer.verdict()).isEqualTo(CheckStatus.WARN);
        assertThat(answer.text())
                .startsWith("210 records: p0 100, p1 110")
                .contains("nothing was committed on partition 1 ");
    }

    @Test
    void should_find_no_lag_well() {
        var caughtUp = Map.of(0, offsets(100, 100));

        assertThat(LagCheck.of(caughtUp, caughtUp)).isEqualTo(CheckResult.ok("0 records: p0 0"));
    }

    @Test
    void should_tolerate_a_few_seconds_between_clocks() {
        assertThat(clock(NOW.plusSeconds(6), NOW.plusSeconds(1)).verdict()).isEqualTo(CheckStatus.OK);
        assertThat(clock(NOW.plusSeconds(7), NOW.plusSeconds(1)).verdict()).isEqualTo(CheckStatus.WARN);
        assertThat(clock(NOW.minusSeconds(6), NOW.plusSeconds(1)).text()).contains("6 s behind ours");
    }

    @Test
    void should_not_blame_the_clock_for_a_slow_answer() {
        assertThat(clock(NOW.plusSeconds(9), NOW.plusSeconds(10)).verdict()).isEqualTo(CheckStatus.OK);
    }

    @Test
    void should_warn_of_records_from_the_future_and_not_from_the_past() {
        assertThat(ClockCheck.ofNewestRecord(NOW.minusSeconds(7_200), NOW))
                .isEqualTo(CheckResult.ok("the newest record is 2 h old, by its own time"));
        assertThat(ClockCheck.ofNewestRecord(NOW.plusSeconds(60), NOW).text()).contains("60 s in the future");
    }

    private static CheckResult clock(Instant theirs, Instant after) {
        return ClockCheck.of("Cassandra's clock", NOW, theirs, after);
    }

    private static Offsets offsets(long end, long committed) {
        return new Offsets(0, end, committed);
    }

    private static CheckResult topic(TopicPartitionInfo... partitions) {
        return TopicCheck.of(new TopicDescription("orders", false, List.of(partitions)));
    }

    private static TopicPartitionInfo partition(Node leader, Node... inSync) {
        return new TopicPartitionInfo(0, leader, List.of(ONE, TWO), List.of(inSync));
    }
}
