package io.orderpipeline.consumer.monitoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.orderpipeline.consumer.monitoring.EventTimeline.Event;
import io.orderpipeline.consumer.monitoring.GroupOffsets.Offsets;
import io.orderpipeline.consumer.monitoring.PipelineCounters.ThreadState;
import io.orderpipeline.consumer.monitoring.PipelineMonitor.DesiredState;
import io.orderpipeline.consumer.monitoring.PipelineSnapshot.Rates;
import io.orderpipeline.consumer.monitoring.PipelineSnapshot.State;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class PipelineMonitorTest {

    private long seconds;
    private DesiredState desired = DesiredState.RUN;
    private final InstantSource clock = () -> Instant.ofEpochSecond(seconds);
    private final EventTimeline timeline = new EventTimeline(clock);
    private final PipelineCounters counters = new PipelineCounters(clock, timeline);

    @AutoClose
    private final PipelineMonitor monitor = new PipelineMonitor(
            "orders",
            "group",
            counters,
            timeline,
            Map::of,
            Optional::empty,
            () -> TimeUnit.SECONDS.toNanos(seconds),
            clock);

    private final PartitionCounters first = counters.of(0, "thread");

    @Test
    void should_have_recent_offsets_only_while_the_broker_responds() throws Exception {
        try (PipelineMonitor responding = new PipelineMonitor(
                "orders",
                "group",
                counters,
                timeline,
                () -> Map.of(0, new Offsets(0, 10, 7)),
                Optional::empty,
                () -> TimeUnit.SECONDS.toNanos(seconds),
                clock)) {
            assertThat(responding.recentOffsets()).isEmpty();
            assertThat(responding.awaitOffsets()).isEqualTo(responding.recentOffsets());
            assertThat(responding.recentOffsets()).containsOnlyKeys(0);

            seconds += 6;

            assertThat(responding.recentOffsets()).isEmpty();
        }
    }

    @Test
    void should_be_starting_until_a_partition_is_assigned() {
        assertThat(snapshotAt(1).state()).isEqualTo(State.STARTING);

        assign();

        assertThat(snapshotAt(2).state()).isEqualTo(State.RUNNING);
        assertThat(snapshotAt(2).reason()).isEmpty();
    }

    @Test
    void should_be_a_standby_when_every_thread_is_in_the_group_and_none_has_a_partition() {
        counters.publish("1", new ThreadState(true, Optional.empty(), Optional.empty(), Optional.empty()));
        counters.publish("2", new ThreadState(false, Optional.empty(), Optional.empty(), Optional.empty()));
        assertThat(snapshotAt(1).state()).isEqualTo(State.STARTING);

        counters.publish("2", new ThreadState(true, Optional.empty(), Optional.empty(), Optional.empty()));
        assertThat(snapshotAt(2).state()).isEqualTo(State.STANDBY);
        assertThat(snapshotAt(2).reason()).contains("other members");

        assign();
        assertThat(snapshotAt(3).state()).isEqualTo(State.RUNNING);
    }

    @Test
    void should_be_a_degraded_standby_while_cassandra_or_the_broker_is_unavailable() {
        counters.publish("1", new ThreadState(true, Optional.empty(), Optional.empty(), Optional.empty()));
        counters.idleTrouble("timed out");
        assertThat(snapshotAt(1).reason()).isEqualTo("held up by Cassandra: timed out");

        counters.idleTrouble(null);
        assertThat(snapshot(offsetsOfSecond(1), 10).state()).isEqualTo(State.DEGRADED);
    }

    @Test
    void should_be_degraded_while_dead_letters_cannot_be_committed() {
        assign();
        counters.publish(
                "thread",
                new ThreadState(true, Optional.empty(), Optional.of("not enough replicas"), Optional.empty()));

        PipelineSnapshot snapshot = snapshotAt(1);

        assertThat(snapshot.state()).isEqualTo(State.DEGRADED);
        assertThat(snapshot.reason()).contains("dead letters", "not enough replicas");
        assertThat(snapshot.troubles().deadLetters()).contains("not enough replicas");

        counters.publish("thread", new ThreadState(true, Optional.empty(), Optional.empty(), Optional.empty()));
        assertThat(snapshotAt(2).state()).isEqualTo(State.RUNNING);
    }

    @Test
    void should_be_degraded_while_records_wait_for_the_schema_registry() {
        assign();
        counters.publish(
                "thread", new ThreadState(true, Optional.empty(), Optional.empty(), Optional.of("connection refused")));

        PipelineSnapshot snapshot = snapshotAt(1);

        assertThat(snapshot.state()).isEqualTo(State.DEGRADED);
        assertThat(snapshot.reason()).contains("schema registry", "connection refused");
        assertThat(snapshot.troubles().registry()).contains("connection refused");
    }

    @Test
    void should_measure_orders_from_their_records_to_their_acknowledgement() {
        assign();
        seconds = 3;
        first.batchWritten(TimeUnit.MILLISECONDS.toNanos(20));
        first.written("books", 1_000);
        first.publish();

        PipelineSnapshot snapshot = snapshotAt(4);

        assertThat(snapshot.endToEnd().count()).isOne();
        assertThat(snapshot.endToEnd().p99()).isBetween(2.0, 2.02);
        assertThat(snapshot.partitions().get(0).write().p50()).isBetween(0.02, 0.0202);
        assertThat(snapshot.writtenByCategory()).containsEntry("books", 1L);
        assertThat(snapshotAt(5).endToEnd().count()).isZero();
    }

    @Test
    void should_report_lag_as_unknown_after_five_seconds_without_a_response() {
        assign();

        assertThat(snapshot(offsetsOfSecond(10), 11).lagRecords()).hasValue(70);
        assertThat(snapshot(offsetsOfSecond(10), 16).lagRecords()).isEmpty();
        assertThat(snapshot(offsetsOfSecond(10), 16).offsetsAge()).contains(Duration.ofSeconds(6));
        assertThat(snapshot(offsetsOfSecond(10), 16).state()).isEqualTo(State.DEGRADED);
    }

    @Test
    void should_report_the_rate_of_produced_records_as_unknown_while_the_broker_does_not_respond() {
        assign();
        assertThat(snapshot(samples(1, 100), 1).produced())
                .as("one sample has no rate")
                .isEqualTo(Rates.UNKNOWN);
        assertThat(snapshot(samples(2, 150), 2).produced().now()).isEqualTo(50);
        assertThat(snapshot(samples(2, 150), 3).produced().now())
                .as("no newer sample")
                .isEqualTo(50);

        assertThat(snapshot(samples(2, 150), 7).produced()).isEqualTo(Rates.UNKNOWN);
        assertThat(snapshot(samples(12, 450), 12).produced().now())
                .as("over the whole gap")
                .isEqualTo(30);
    }

    private static GroupOffsets.Sample samples(long second, long end) {
        return new GroupOffsets.Sample(Map.of(0, new Offsets(0, end, end)), TimeUnit.SECONDS.toNanos(second));
    }

    @Test
    void should_be_degraded_when_commits_fail_for_five_seconds() {
        assign();
        counters.publish(
                "thread",
                new ThreadState(true, Optional.of("not enough replicas"), Optional.empty(), Optional.empty()));
        assertThat(snapshotAt(1).state()).isEqualTo(State.RUNNING);
        assertThat(snapshotAt(5).state()).isEqualTo(State.RUNNING);

        PipelineSnapshot snapshot = snapshotAt(6);

        assertThat(snapshot.state()).isEqualTo(State.DEGRADED);
        assertThat(snapshot.reason())
                .isEqualTo("the broker does not give or accept the group's offsets: not enough replicas");
        assertThat(snapshot.lagRecords()).as("the lag is known").isPresent();
    }

    @Test
    void should_assume_that_the_broker_responds_before_the_first_response_is_due() {
        assign();

        assertThat(snapshot(GroupOffsets.Sample.NONE, 1).brokerResponds()).isTrue();
        assertThat(snapshot(GroupOffsets.Sample.NONE, 6).brokerResponds()).isFalse();
    }

    @Test
    void should_show_the_lag_of_partitions_of_other_processes() {
        assign();

        assertThat(snapshot(offsetsOfSecond(1), 1).partitions())
                .extracting(
                        PartitionSnapshot::partition,
                        partition -> partition.counts().owned())
                .containsExactly(tuple(0, true), tuple(1, false));
    }

    @Test
    void should_add_the_start_and_the_end_of_an_outage_to_the_timeline() {
        assign();
        snapshotAt(1);
        first.trouble("timed out");
        first.publish();
        assertThat(snapshotAt(2).reason()).contains("timed out");
        snapshotAt(3);
        first.trouble(null);
        first.publish();
        snapshotAt(32);

        assertThat(timeline.events())
                .extracting(Event::kind, Event::text)
                .containsExactly(
                        tuple(Event.Kind.DATABASE, "held up by Cassandra: timed out"),
                        tuple(Event.Kind.DATABASE, "back after 30 s"));
    }

    @Test
    void should_add_an_outage_of_the_broker_to_the_timeline_once() {
        assign();
        snapshotAt(1);
        snapshot(offsetsOfSecond(1), 6);
        snapshot(offsetsOfSecond(1), 50);
        snapshotAt(51);
        snapshotAt(52);

        assertThat(timeline.events())
                .extracting(Event::kind, Event::text)
                .containsExactly(
                        tuple(Event.Kind.BROKER, "the broker does not answer"),
                        tuple(Event.Kind.BROKER, "back after 50 s"));
    }

    @Test
    void should_not_report_a_recovery_because_of_a_stop() {
        assign();
        first.trouble("timed out");
        first.publish();
        counters.publish(
                "thread", new ThreadState(true, Optional.empty(), Optional.empty(), Optional.of("connection refused")));
        snapshot(offsetsOfSecond(1), 6);
        assertThat(timeline.events()).hasSize(3);

        desired = DesiredState.STOP;
        first.trouble(null);
        first.publish();
        counters.publish("thread", new ThreadState(true, Optional.empty(), Optional.empty(), Optional.empty()));
        for (int second = 7; second < 30; second++) {
            snapshotAt(second);
        }

        assertThat(timeline.events()).hasSize(3);
    }

    @Test
    void should_name_both_servers_when_both_are_unavailable() {
        assign();
        first.trouble("timed out");
        first.publish();

        assertThat(snapshot(offsetsOfSecond(10), 16).reason())
                .isEqualTo("held up by Cassandra: timed out; and the broker does not answer");
    }

    @Test
    void should_report_an_outage_rather_than_the_pause() {
        assign();
        desired = DesiredState.PAUSE;
        assertThat(snapshotAt(1).state()).isEqualTo(State.PAUSED);

        first.trouble("timed out");
        first.publish();
        assertThat(snapshotAt(2).state()).isEqualTo(State.DEGRADED);

        desired = DesiredState.STOP;
        assertThat(snapshotAt(3).state()).isEqualTo(State.STOPPING);
    }

    private void assign() {
        first.owned(true);
        first.publish();
    }

    private static GroupOffsets.Sample offsetsOfSecond(long second) {
        return new GroupOffsets.Sample(
                Map.of(0, new Offsets(0, 100, 50), 1, new Offsets(0, 20, 0)), TimeUnit.SECONDS.toNanos(second));
    }

    private PipelineSnapshot snapshotAt(long second) {
        return snapshot(offsetsOfSecond(second), second);
    }

    private PipelineSnapshot snapshot(GroupOffsets.Sample offsets, long second) {
        seconds = second;
        return monitor.snapshot(offsets, desired);
    }
}
