package io.orderpipeline.consumer.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderpipeline.common.cli.ServiceWait.NotReadyException;
import io.orderpipeline.consumer.monitoring.GroupOffsets.Offsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartitionInfo;
import org.junit.jupiter.api.Test;

/** The results for topic, lag and clocks. */
class CheckResultsTest {

    private static final Node ONE = new Node(1, "one", 9092);
    private static final Node TWO = new Node(2, "two", 9092);
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    @Test
    void should_find_an_open_transaction_only_where_the_stable_end_does_not_move() {
        Map<Integer, Offsets> before =
                Map.of(0, new Offsets(0, 5, 5, 1_000), 1, new Offsets(0, 5, 5, 10), 2, new Offsets(0, 5, 5, 0));
        Map<Integer, Offsets> after =
                Map.of(0, new Offsets(0, 5, 5, 1_001), 1, new Offsets(0, 9, 9, 10), 2, new Offsets(0, 5, 5, 3));

        assertThat(OpenTransactions.stuck(before, after).keySet()).containsExactlyInAnyOrder(0, 2);
    }

    @Test
    void should_ask_one_question_about_a_service() {
        String question = "is it running?";

        assertThat(CheckResult.unavailable("x", new NotReadyException("no answer; is it on?"), question))
                .isEqualTo(CheckResult.fail("cannot use x: no answer; is it on?"));
        assertThat(CheckResult.unavailable("x", new NotReadyException("no answer"), question))
                .isEqualTo(CheckResult.fail("cannot use x: no answer; is it running?"));
    }

    @Test
    void should_add_what_else_was_found_to_the_facts() {
        assertThat(CheckResult.ok("a").and(Optional.empty()).failIf(Optional.empty()))
                .isEqualTo(CheckResult.ok("a"));
        assertThat(CheckResult.ok("a").and(Optional.of("b")).and(Optional.of("c")))
                .isEqualTo(CheckResult.warn("a; b; c"));
        assertThat(CheckResult.ok("a").and(Optional.of("b")).failIf(Optional.of("c")))
                .isEqualTo(CheckResult.fail("a; b; c"));
        assertThat(CheckResult.fail("a").and(Optional.of("b"))).isEqualTo(CheckResult.fail("a"));
    }

    @Test
    void should_accept_a_topic_with_all_replicas_in_sync() {
        assertThat(topic(partition(ONE, ONE, TWO)))
                .isEqualTo(CheckResult.ok("orders has 1 partitions, replication factor 2"));
    }

    @Test
    void should_warn_of_replicas_that_are_behind() {
        assertThat(topic(partition(ONE, ONE)).status()).isEqualTo(CheckResult.Status.WARN);
    }

    @Test
    void should_fail_for_a_partition_without_a_leader() {
        assertThat(topic(partition(null, ONE)).status()).isEqualTo(CheckResult.Status.FAIL);
    }

    @Test
    void should_accept_a_lag_while_offsets_are_committed() {
        CheckResult result = KafkaResults.lag(Map.of(0, offsets(100, 10)), Map.of(0, offsets(120, 20)));

        assertThat(result.status()).isEqualTo(CheckResult.Status.OK);
        assertThat(result.text()).startsWith("100 records: p0 100");
    }

    @Test
    void should_warn_of_a_lag_without_commits() {
        CheckResult result = KafkaResults.lag(
                Map.of(0, offsets(100, 10), 1, offsets(100, 10)), Map.of(0, offsets(120, 20), 1, offsets(120, 10)));

        assertThat(result.status()).isEqualTo(CheckResult.Status.WARN);
        assertThat(result.text())
                .startsWith("210 records: p0 100, p1 110")
                .contains("nothing was committed on partition 1 ");
    }

    @Test
    void should_accept_no_lag() {
        var caughtUp = Map.of(0, offsets(100, 100));

        assertThat(KafkaResults.lag(caughtUp, caughtUp)).isEqualTo(CheckResult.ok("0 records: p0 0"));
    }

    @Test
    void should_tolerate_a_few_seconds_between_clocks() {
        assertThat(clock(NOW.plusSeconds(6), NOW.plusSeconds(1)).status()).isEqualTo(CheckResult.Status.OK);
        assertThat(clock(NOW.plusSeconds(7), NOW.plusSeconds(1)).status()).isEqualTo(CheckResult.Status.WARN);
        assertThat(clock(NOW.minusSeconds(6), NOW.plusSeconds(1)).text()).contains("6 s behind ours");
    }

    @Test
    void should_not_warn_of_the_clock_for_a_slow_response() {
        assertThat(clock(NOW.plusSeconds(9), NOW.plusSeconds(10)).status()).isEqualTo(CheckResult.Status.OK);
    }

    @Test
    void should_warn_of_records_from_the_future_and_not_from_the_past() {
        assertThat(ClockCheck.ofNewestRecord(NOW.minusSeconds(7_200), NOW))
                .isEqualTo(CheckResult.ok("the newest record is 2 h old, by its own timestamp"));
        assertThat(ClockCheck.ofNewestRecord(NOW.plusSeconds(60), NOW).text()).contains("60 s in the future");
    }

    private static CheckResult clock(Instant theirs, Instant after) {
        return ClockCheck.of("Cassandra's clock", NOW, theirs, after);
    }

    private static Offsets offsets(long end, long committed) {
        return new Offsets(0, end, committed);
    }

    private static CheckResult topic(TopicPartitionInfo... partitions) {
        return KafkaResults.topic(new TopicDescription("orders", false, List.of(partitions)));
    }

    private static TopicPartitionInfo partition(Node leader, Node... inSync) {
        return new TopicPartitionInfo(0, leader, List.of(ONE, TWO), List.of(inSync));
    }
}
