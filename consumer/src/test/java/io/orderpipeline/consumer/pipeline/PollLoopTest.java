package io.orderpipeline.consumer.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orderpipeline.common.cli.UserError;
import io.orderpipeline.consumer.cassandra.row.WriteFailure;
import io.orderpipeline.consumer.deadletter.DeadLetterTransactions.Outcome;
import io.orderpipeline.consumer.kafka.CommitMetadata;
import io.orderpipeline.consumer.monitoring.Counter;
import io.orderpipeline.consumer.monitoring.PipelineCounters.ThreadState;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.FencedInstanceIdException;
import org.apache.kafka.common.errors.UnreleasedInstanceIdException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PollLoopTest extends PollLoopFixture {

    @Test
    void should_end_with_one_line_when_a_record_is_too_large_for_the_heap() {
        start(100, P0);
        consumer.schedulePollTask(() -> {
            throw new OutOfMemoryError("Java heap space");
        });

        assertThatThrownBy(() -> running.get(20, TimeUnit.SECONDS))
                .hasCauseInstanceOf(UserError.class)
                .hasMessageContaining("out of memory at " + P0 + "@0")
                .hasMessageContaining("the heap of " + Runtime.getRuntime().maxMemory() / (1 << 20) + " MiB")
                .hasMessageContaining("-Xmx");
    }

    @Test
    void should_commit_only_acknowledged_records() {
        start(100, P0);
        poll(List.of(Records.order(0, 0), Records.order(0, 1)));
        awaitRequests(1);
        assertThat(committed(P0)).as("nothing, or the initial offset").isIn(null, 0L);

        onWriterThread(() -> writer.acknowledge(0));

        await().untilAsserted(() -> assertThat(committed(P0)).isEqualTo(2));
    }

    @Test
    void should_commit_the_leader_epoch_of_the_last_acknowledged_record() {
        start(100, P0);
        poll(List.of(Records.order(0, 0, 3), Records.order(0, 1, 4)));
        awaitRequests(1);
        onWriterThread(writer::acknowledgeAll);

        await().untilAsserted(() -> assertThat(committed.get(P0))
                .isEqualTo(new CommitMetadata(
                                topicId.toString(),
                                "cluster",
                                TABLE.name(),
                                TABLE.mark().toString())
                        .of(2, Optional.of(4))));
    }

    @Test
    void should_write_nothing_before_the_base_of_the_log_is_known() {
        CompletableFuture<Long> base = new CompletableFuture<>();
        writer.bases = past -> base;
        start(100, P0);
        poll(List.of(Records.order(0, 7)));
        await().untilAsserted(
                        () -> assertThat(onlySnapshot().count(Counter.POLLED)).isEqualTo(1));
        assertThat(writer.requests).isEmpty();

        onWriterThread(() -> base.complete(100L));

        awaitRequests(1);
        onWriterThread(writer::acknowledgeAll);
        assertThat(writer.offsets()).containsExactly(107L);
    }

    @Test
    void should_retry_to_find_the_base_while_cassandra_does_not_respond() {
        writer.bases = past -> writer.pasts.size() < 3
                ? CompletableFuture.failedFuture(new IOException("no connection"))
                : CompletableFuture.completedFuture(0L);
        start(100, P0);
        poll(List.of(Records.order(0, 0)));

        awaitRequests(1);
        assertThat(writer.pasts).hasSize(3);
    }

    @Test
    void should_drain_and_commit_when_stopped() throws Exception {
        start(100, P0);
        poll(List.of(Records.order(0, 0)));
        awaitRequests(1);
        stop.request();

        onWriterThread(() -> writer.acknowledge(0));
        running.get(10, TimeUnit.SECONDS);

        assertThat(consumer.closed()).isTrue();
        assertThat(deadLetters.closed).isTrue();
        assertThat(onlySnapshot().count(Counter.WRITTEN)).isEqualTo(1);
        assertThat(onlySnapshot().count(Counter.HANDED_BACK)).isZero();
        assertThat(committed(P0)).isEqualTo(1);
    }

    @Test
    void should_end_without_a_commit_on_a_fatal_failure() {
        start(100, P0);
        poll(List.of(Records.order(0, 0)));
        awaitRequests(1);

        onWriterThread(() -> writer.fail(0, new WriteFailure.Fatal(new IllegalStateException("broken"))));

        assertThatThrownBy(() -> running.get(10, TimeUnit.SECONDS))
                .isInstanceOf(ExecutionException.class)
                .hasRootCauseMessage("broken");
        assertThat(consumer.closed()).isTrue();
        assertThat(deadLetters.closed).isTrue();
        assertThat(committed(P0)).isIn(null, 0L);
        assertThat(onlySnapshot().owned()).isFalse();
        assertThat(onlySnapshot().count(Counter.HANDED_BACK)).isEqualTo(1);
        assertThat(onlySnapshot().reconciles()).isTrue();
    }

    @Test
    void should_publish_that_it_is_in_the_group_and_why_dead_letters_fail() {
        deadLetters.failure = "no coordinator";
        deadLetters.usualOutcome = Outcome.NOT_COMMITTED;
        start(100, P0);
        awaitState(Optional.empty());

        poll(List.of(Records.garbage(0, 0)));
        awaitState(Optional.of("no coordinator"));

        consumer.schedulePollTask(() -> consumer.rebalance(List.of()));
        awaitState(Optional.empty());
    }

    private void awaitState(Optional<String> deadLetterFailure) {
        ThreadState state = new ThreadState(true, Optional.empty(), deadLetterFailure, Optional.empty());
        await().untilAsserted(() -> assertThat(counters.threads().values()).containsExactly(state));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void should_say_that_another_process_has_the_same_instance_id(boolean fenced) {
        start(100, P0);

        consumer.setPollException(
                fenced
                        ? new FencedInstanceIdException("The consumer app-1 was fenced.")
                        : new UnreleasedInstanceIdException("The instance id app-1 is in use."));

        assertThatThrownBy(() -> running.get(10, TimeUnit.SECONDS))
                .hasRootCauseInstanceOf(KafkaException.class)
                .cause()
                .isInstanceOf(UserError.class)
                .hasMessageContaining("group.instance.id")
                .hasMessageContaining("app-1");
    }

    @Test
    void should_publish_that_it_has_yet_to_join_the_group() {
        isInGroup = false;
        start(100, P0);

        await().untilAsserted(() -> assertThat(counters.threads().values())
                .containsExactly(new ThreadState(false, Optional.empty(), Optional.empty(), Optional.empty())));
    }

    @Test
    void should_publish_its_counters_five_times_a_second() {
        tick = Duration.ZERO;
        start(100, P0);
        for (int interval = 1; interval <= 2; interval++) {
            poll(List.of(Records.order(0, interval)));
            awaitStep();

            nanos.set(Duration.ofMillis(200L * interval - 1).toNanos());
            awaitStep();
            assertThat(onlySnapshot().count(Counter.POLLED)).isEqualTo(interval - 1);

            nanos.set(Duration.ofMillis(200L * interval).toNanos());
            awaitStep();
            assertThat(onlySnapshot().count(Counter.POLLED)).isEqualTo(interval);
        }
    }

    @Test
    void should_wait_in_a_poll_only_while_it_has_nothing_to_send() {
        start(200, P0);
        Duration idle = duringPoll(consumer::lastPollTimeout);

        poll(orders(0, 1));
        awaitRequests(1);
        Duration writing = duringPoll(consumer::lastPollTimeout);
        assertThat(writing).as("results do not wake a poll").isPositive().isLessThan(idle);

        poll(orders(1, 61));
        awaitRequests(ConcurrencyLimit.INITIAL);
        assertThat(duringPoll(consumer::lastPollTimeout)).isZero();
    }

    @Test
    void should_end_without_a_commit_when_its_thread_is_interrupted() throws Exception {
        CompletableFuture<Boolean> isInterrupted = new CompletableFuture<>();
        PollLoop loop = loop(200);
        start(
                () -> {
                    loop.run();
                    isInterrupted.complete(Thread.interrupted());
                },
                P0);
        poll(orders(0, 60));
        awaitRequests(ConcurrencyLimit.INITIAL);

        duringPoll(Thread::currentThread).interrupt();
        running.get(10, TimeUnit.SECONDS);

        assertThat(isInterrupted).isCompletedWithValue(true);
        assertThat(consumer.closed()).isTrue();
        assertThat(committed(P0)).isIn(null, 0L);
        assertThat(onlySnapshot().count(Counter.HANDED_BACK)).isEqualTo(60);
    }

    /** Otherwise the lag would never reach zero, and a truncation of the log before it would not be detected. */
    @Test
    void should_commit_the_position_past_a_transaction_marker_with_its_leader_epoch() {
        start(100, P0);
        poll(List.of(Records.order(0, 0, 3)));
        awaitRequests(1);
        onWriterThread(writer::acknowledgeAll);
        await().untilAsserted(() -> assertThat(committed(P0)).isEqualTo(1));

        pastMarker.set(new OffsetAndMetadata(2, Optional.of(4), ""));

        await().untilAsserted(() -> assertThat(committed(P0)).isEqualTo(2));
        assertThat(committed.get(P0).leaderEpoch()).contains(4);
    }
}
