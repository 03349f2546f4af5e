package io.orderpipeline.consumer.monitoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.orderpipeline.consumer.monitoring.GroupOffsets.Offsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class SnapshotMakerTest {

    private long seconds;
    private DesiredState wish = DesiredState.RUN;
    private final InstantSource clock = () -> Instant.ofEpochSecond(seconds);
    private final EventTimeline timeline = new EventTimeline(clock);
    private final PipelineCounters counters = new PipelineCounters(clock, timeline);
    private final SnapshotMaker monitor =
            new SnapshotMaker("orders", "group", counters, timeline, () -> TimeUnit.SECONDS.toNanos(seconds), clock);
    private final PartitionCounters first = counters.of(0, "thread");

    @Test
    void should_start_without_a_partition_and_run_with_one() {
        assertThat(lookAt(1).state()).isEqualTo(PipelineState.STARTING);

        own();

        assertThat(lookAt(2).state()).isEqualTo(PipelineState.RUNNING);
        assertThat(lookAt(2).reason()).isEmpty();
    }

    @Test
    void should_measure_orders_from_their_records_to_their_acknowledgement() {
        own();
        seconds = 3;
        first.batchWritten(TimeUnit.MILLISECONDS.toNanos(20));
        first.written("books", 1_000);
        first.publish();

        PipelineSnapshot view = lookAt(4);

        assertThat(view.endToEnd().count()).isOne();
        assertThat(view.endToEnd().p99()).isBetween(2.0, 2.02);
        assertThat(view.partitions().get(0).write().p50()).isBetween(0.02, 0.0202);
        assertThat(view.writtenByCategory()).containsEntry("books", 1L);
        assertThat(lookAt(5).endToEnd().count()).isZero();
    }

    @Test
    void should_call_a_lag_unknown_that_nobody_has_confirmed_for_long() {
        own();

        assertThat(look(answerOfSecond(10), 11).lagRecords()).hasValue(70);
        assertThat(look(answerOfSecond(10), 16).lagRecords()).isEmpty();
        assertThat(look(answerOfSecond(10), 16).progressAge()).contains(Duration.ofSeconds(6));
        assertThat(look(answerOfSecond(10), 16).state()).isEqualTo(PipelineState.DEGRADED);
    }

    @Test
    void should_not_call_a_broker_silent_that_was_asked_just_now() {
        own();

        assertThat(look(GroupOffsetsSample.NONE, 1).brokerAnswers()).isTrue();
        assertThat(look(GroupOffsetsSample.NONE, 6).brokerAnswers()).isFalse();
    }

    @Test
    void should_show_the_lag_of_partitions_that_another_process_has() {
        own();

        assertThat(look(answerOfSecond(1), 1).partitions())
                .extracting(
                        PartitionSnapshot::partition,
                        partition -> partition.counts().owned())
                .containsExactly(tuple(0, true), tuple(1, false));
    }

    @Test
    void should_note_when_the_database_went_and_when_it_was_back() {
        own();
        lookAt(1);
        first.trouble("timed out");
        first.publish();
        assertThat(lookAt(2).reason()).contains("timed out");
        lookAt(3);
        first.trouble(null);
        first.publish();
        lookAt(32);

        assertThat(timeline.events())
                .extracting(Event::kind, Event::text)
                .containsExactly(
                        tuple(Event.Kind.DATABASE, "held up by Cassandra: timed out"),
                        tuple(Event.Kind.DATABASE, "back after 30 s"));
    }

    @Test
    void should_name_both_servers_when_both_are_away() {
        own();
        first.trouble("timed out");
        first.publish();

        assertThat(look(answerOfSecond(10), 16).reason())
                .isEqualTo("held up by Cassandra: timed out; and the broker does not answer");
    }

    @Test
    void should_say_that_it_is_paused_unless_something_worse_is_to_be_said() {
        own();
        wish = DesiredState.PAUSE;
        assertThat(lookAt(1).state()).isEqualTo(PipelineState.PAUSED);

        first.trouble("timed out");
        first.publish();
        assertThat(lookAt(2).state()).isEqualTo(PipelineState.DEGRADED);

        wish = DesiredState.STOP;
        assertThat(lookAt(3).state()).isEqualTo(PipelineState.STOPPING);
    }

    private void own() {
        first.owned(true);
        first.publish();
    }

    private static GroupOffsetsSample answerOfSecond(long second) {
        return new GroupOffsetsSample(
                Map.of(0, new Offsets(0, 100, 50), 1, new Offsets(0, 20, 0)), TimeUnit.SECONDS.toNanos(second));
    }

    private PipelineSnapshot lookAt(long second) {
        return look(answerOfSecond(second), second);
    }

    private PipelineSnapshot look(GroupOffsetsSample answer, long second) {
        seconds = second;
        return monitor.look(answer, wish);
    }
}
