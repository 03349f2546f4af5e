package io.orderpipeline.consumer.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderpipeline.consumer.monitoring.Counter;
import io.orderpipeline.consumer.monitoring.EventTimeline.Event;
import io.orderpipeline.consumer.monitoring.PartitionCounts;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

final class PollLoopRebalanceTest extends PollLoopFixture {

    @Test
    void should_drain_and_commit_a_revoked_partition_and_keep_the_other() {
        start(100, P0, P1);
        poll(List.of(Records.order(0, 0), Records.order(1, 0)));
        awaitRequests(2);

        consumer.schedulePollTask(() -> consumer.rebalance(List.of(P1)));
        onWriterThread(writer::acknowledgeAll);

        await().untilAsserted(() -> {
            assertThat(snapshot(0).owned()).isFalse();
            assertThat(snapshot(0).position().committedOffset()).isEqualTo(1);
            assertThat(snapshot(1).owned()).isTrue();
            assertThat(snapshot(1).position().committedOffset()).isEqualTo(1);
        });
    }

    @Test
    void should_not_poll_partitions_that_are_assigned_while_paused() {
        paused.set(true);
        start(100);
        consumer.updateBeginningOffsets(Map.of(P0, 0L));
        consumer.schedulePollTask(() -> {
            consumer.rebalance(List.of(P0));
            consumer.seek(P0, 0);
            consumer.addRecord(Records.order(0, 0));
        });

        await().until(() -> counters.snapshot().stream().anyMatch(PartitionCounts::paused));
        assertThat(snapshot(0).count(Counter.POLLED)).isZero();
    }

    /** The committed offset may be that of a deleted topic, and would be committed for this one. */
    @Test
    void should_commit_nothing_of_a_partition_that_is_assigned_after_a_stop() throws Exception {
        consumer.updateBeginningOffsets(Map.of(P0, 0L));
        consumer.schedulePollTask(() -> {
            stop.request();
            consumer.rebalance(List.of(P0));
            consumer.seek(P0, 1_000);
            consumer.addRecord(Records.order(0, 1_000));
        });

        running = CompletableFuture.runAsync(loop(100));
        running.get(10, TimeUnit.SECONDS);

        assertThat(counters.snapshot()).as("no processor was started").isEmpty();
        assertThat(consumer.closed()).isTrue();
    }

    @Test
    void should_send_the_backlog_of_a_revoked_partition_before_it_commits() {
        start(200, P0);
        poll(orders(0, 60));
        awaitRequests(ConcurrencyLimit.INITIAL);
        CompletableFuture<Void> draining = revoke();
        draining.join();

        await().untilAsserted(() -> {
            onWriterThread(writer::acknowledgeAll);
            assertThat(counters.rebalances()).isEqualTo(2);
        });
        assertThat(committed(P0)).isEqualTo(60);
        assertThat(onlySnapshot().count(Counter.HANDED_BACK)).isZero();
    }

    @Test
    void should_commit_what_is_acknowledged_when_draining_takes_too_long() {
        start(200, P0);
        poll(orders(0, 20));
        awaitRequests(2);
        onWriterThread(() -> writer.acknowledge(0));
        await().untilAsserted(
                        () -> assertThat(onlySnapshot().count(Counter.WRITTEN)).isEqualTo(10));

        tick = Duration.ofSeconds(2);
        revoke();

        await().until(() -> counters.rebalances() == 2);
        assertThat(committed(P0)).isEqualTo(10);
        assertThat(onlySnapshot().count(Counter.HANDED_BACK)).isEqualTo(10);
    }

    @Test
    void should_release_a_revoked_partition_without_a_commit_when_its_thread_is_interrupted() throws Exception {
        CompletableFuture<Boolean> isInterrupted = new CompletableFuture<>();
        PollLoop loop = loop(100);
        start(
                () -> {
                    loop.run();
                    isInterrupted.complete(Thread.interrupted());
                },
                P0);
        poll(orders(0, 1));
        awaitRequests(1);
        Thread thread = duringPoll(Thread::currentThread);
        revoke().join();

        thread.interrupt();

        await().until(() -> counters.rebalances() == 2);
        assertThat(onlySnapshot().owned()).isFalse();
        assertThat(onlySnapshot().count(Counter.HANDED_BACK)).isEqualTo(1);
        assertThat(committed(P0)).isIn(null, 0L);
        stop.request();
        running.get(10, TimeUnit.SECONDS);
        assertThat(isInterrupted).isCompletedWithValue(true);
    }

    /** Its offsets belong to another member. */
    @Test
    void should_abandon_a_lost_partition_without_a_commit() {
        start(100, P0);
        poll(orders(0, 1));
        awaitRequests(1);

        consumer.schedulePollTask(() -> listener.onPartitionsLost(List.of(P0)));
        await().until(() -> counters.rebalances() == 2);
        onWriterThread(writer::acknowledgeAll);
        awaitStep();

        assertThat(committed(P0)).isIn(null, 0L);
        assertThat(onlySnapshot().owned()).isFalse();
        assertThat(onlySnapshot().count(Counter.WRITTEN)).isZero();
        assertThat(onlySnapshot().count(Counter.HANDED_BACK)).isEqualTo(1);
        assertThat(timeline.events()).extracting(Event::text).anyMatch(text -> text.contains("has lost [orders-0]"));
    }

    /** The client reports this when a stop interrupts a rebalance. */
    @Test
    void should_not_report_a_partition_as_lost_after_a_stop() throws Exception {
        start(100, P0);

        consumer.schedulePollTask(() -> {
            stop.request();
            listener.onPartitionsLost(List.of(P0));
        });
        running.get(10, TimeUnit.SECONDS);

        assertThat(counters.rebalances()).as("the assignment").isEqualTo(1);
        assertThat(onlySnapshot().owned()).isFalse();
    }

    /** @return completed on the thread of the loop, which then drains the partition */
    private CompletableFuture<Void> revoke() {
        CompletableFuture<Void> revoking = new CompletableFuture<>();
        consumer.schedulePollTask(() -> {
            revoking.complete(null);
            consumer.rebalance(List.of());
        });
        return revoking;
    }
}
