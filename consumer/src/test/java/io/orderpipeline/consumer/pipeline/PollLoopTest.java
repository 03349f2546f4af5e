package io.orderpipeline.consumer.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orderpipeline.common.cli.StopSignal;
import io.orderpipeline.common.cli.UserError;
import io.orderpipeline.consumer.cassandra.row.LogGenerations;
import io.orderpipeline.consumer.cassandra.row.TableIdentity;
import io.orderpipeline.consumer.cassandra.row.WriteFailure;
import io.orderpipeline.consumer.deadletter.DeadLetterTransactions.Outcome;
import io.orderpipeline.consumer.kafka.CommitMetadata;
import io.orderpipeline.consumer.kafka.TopicIdentity;
import io.orderpipeline.consumer.monitoring.Counter;
import io.orderpipeline.consumer.monitoring.EventTimeline;
import io.orderpipeline.consumer.monitoring.PartitionCounts;
import io.orderpipeline.consumer.monitoring.PipelineCounters;
import io.orderpipeline.consumer.monitoring.PipelineCounters.ThreadState;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.LogTruncationException;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetCommitCallback;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.FencedInstanceIdException;
import org.apache.kafka.common.errors.UnreleasedInstanceIdException;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class PollLoopTest {

    private static final TopicPartition P0 = new TopicPartition(Records.TOPIC, 0);
    private static final TopicPartition P1 = new TopicPartition(Records.TOPIC, 1);
    private static final long TICK_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

    private final FakeDeadLetters deadLetters = new FakeDeadLetters();
    private final Map<TopicPartition, OffsetAndMetadata> committed = new ConcurrentHashMap<>();
    private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("none") {
        @Override
        public void commitAsync(Map<TopicPartition, OffsetAndMetadata> offsets, OffsetCommitCallback callback) {
            if (respondsToCommits) {
                committed.putAll(offsets);
                super.commitAsync(offsets, callback);
            } else {
                unansweredCommits.add(() -> {
                    committed.putAll(offsets);
                    callback.onComplete(offsets, null);
                });
            }
        }

        @Override
        public void commitSync(Map<TopicPartition, OffsetAndMetadata> offsets, Duration timeout) {
            deadLettersBeforeResponse = deadLetters.topic.size();
            unansweredCommits.forEach(Runnable::run);
            unansweredCommits.clear();
            respondsToCommits = true;
            super.commitSync(offsets, timeout);
        }

        @Override
        public Map<TopicPartition, OffsetAndMetadata> committed(Set<TopicPartition> partitions, Duration timeout) {
            return deadLetters.committed;
        }
    };
    private final List<Runnable> unansweredCommits = new CopyOnWriteArrayList<>();
    private volatile boolean respondsToCommits = true;
    private volatile int deadLettersBeforeResponse = -1;
    private final FakeWriter writer = new FakeWriter();
    private static final InstantSource CLOCK = () -> Instant.ofEpochSecond(100);

    private final PipelineCounters counters = new PipelineCounters(CLOCK, new EventTimeline(CLOCK));
    private final AtomicBoolean paused = new AtomicBoolean();
    private final StopSignal stop = new StopSignal();
    private final Uuid topicId = Uuid.randomUuid();
    private static final TableIdentity TABLE = new TableIdentity("keyspace.orders", Records.TABLE_STATE);

    private final TopicIdentity topic = new TopicIdentity(Records.TOPIC, "cluster", topicId);
    /** Advances on each call, so that commits and snapshots are always due. */
    private final AtomicLong nanos = new AtomicLong();

    private CompletableFuture<Void> running;

    @AfterEach
    void stop() {
        stop.request();
    }

    @Test
    void should_end_with_one_line_when_a_record_is_too_large_for_the_heap() {
        start(100, P0);
        consumer.schedulePollTask(() -> {
            throw new OutOfMemoryError("Java heap space");
        });

        assertThatThrownBy(() -> running.get(20, TimeUnit.SECONDS))
                .hasCauseInstanceOf(UserError.class)
                .hasMessageContaining("out of memory at " + P0 + "@0")
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
    void should_continue_where_a_truncated_log_diverges_and_write_above_what_was_cut() {
        start(100, P0);
        poll(List.of(Records.order(0, 0, 3), Records.order(0, 1, 3)));
        awaitRequests(1);
        onWriterThread(writer::acknowledgeAll);
        await().untilAsserted(() -> assertThat(committed(P0)).isEqualTo(2));

        writer.bases = past -> CompletableFuture.completedFuture(100L);
        consumer.schedulePollTask(() -> consumer.setPollException(new LogTruncationException(
                "cut", Map.of(P0, 2L), Map.of(P0, new OffsetAndMetadata(1, Optional.of(2), "")))));
        consumer.schedulePollTask(() -> consumer.addRecord(Records.order(0, 1, 4)));
        awaitRequests(1);
        onWriterThread(writer::acknowledgeAll);

        await().untilAsserted(() -> assertThat(writer.offsets()).containsExactly(0L, 1L, 101L));
        assertThat(writer.pasts.get(1)).isEqualTo(new LogGenerations.Past(2, false, OptionalInt.of(3)));
        await().untilAsserted(() -> assertThat(committed.get(P0).leaderEpoch()).contains(4));
        assertThat(onlySnapshot().reconciles()).isTrue();
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
        assertThat(onlySnapshot().count(Counter.WRITTEN)).isEqualTo(1);
        assertThat(onlySnapshot().count(Counter.HANDED_BACK)).isZero();
        assertThat(committed(P0)).isEqualTo(1);
    }

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
    void should_pause_only_a_full_partition_and_resume_it_later() {
        start(4, P0, P1);
        poll(List.of(Records.order(0, 0), Records.order(0, 1), Records.order(1, 0)));

        await().untilAsserted(() -> assertThat(pausedPartitions()).containsExactly(P0));
        onWriterThread(writer::acknowledgeAll);

        await().untilAsserted(() -> assertThat(pausedPartitions()).isEmpty());
    }

    @Test
    void should_poll_nothing_while_paused_but_finish_and_commit_records_in_flight() {
        start(100, P0, P1);
        poll(List.of(Records.order(0, 0)));
        awaitRequests(1);

        paused.set(true);
        await().untilAsserted(() -> assertThat(pausedPartitions()).containsExactlyInAnyOrder(P0, P1));
        poll(List.of(Records.order(0, 1)));
        onWriterThread(writer::acknowledgeAll);
        await().untilAsserted(() -> assertThat(committed(P0)).isEqualTo(1));
        await().untilAsserted(() -> assertThat(snapshot(0).paused()).isTrue());
        assertThat(snapshot(0).count(Counter.POLLED)).isEqualTo(1);

        paused.set(false);
        awaitRequests(1);
        onWriterThread(writer::acknowledgeAll);
        await().untilAsserted(() -> assertThat(committed(P0)).isEqualTo(2));
    }

    @Test
    void should_not_poll_partitions_that_are_assigned_while_paused() {
        paused.set(true);
        start(100);
        consumer.updateBeginningOffsets(Map.of(P0, 0L));
        consumer.schedulePollTask(() -> {
            consumer.rebalance(List.of(P0));
            consumer.addRecord(Records.order(0, 0));
        });

        await().until(() -> counters.snapshot().stream().anyMatch(PartitionCounts::paused));
        assertThat(snapshot(0).count(Counter.POLLED)).isZero();
    }

    @Test
    void should_commit_dead_letters_together_with_the_offsets_past_them() {
        start(100, P0);
        poll(List.of(Records.garbage(0, 0), Records.order(0, 1), Records.garbage(0, 2)));
        awaitRequests(1);
        await().untilAsserted(() -> assertThat(deadLetterOffsets()).containsExactly(0L));
        assertThat(deadLetters.committed.get(P0).offset()).isEqualTo(1);

        onWriterThread(writer::acknowledgeAll);

        await().untilAsserted(() -> assertThat(deadLetterOffsets()).containsExactly(0L, 2L));
        assertThat(deadLetters.committed.get(P0).offset()).isEqualTo(3);
        assertThat(committed(P0))
                .as("offsets past a dead letter are never committed alone")
                .isIn(null, 0L);
    }

    @Test
    void should_retry_when_dead_letters_were_not_committed() {
        deadLetters.outcomes.add(Outcome.NOT_COMMITTED);
        start(100, P0);
        poll(List.of(Records.garbage(0, 0)));

        await().untilAsserted(() ->
                assertThat(onlySnapshot().count(Counter.DEAD_LETTERED)).isEqualTo(1));
        assertThat(deadLetterOffsets()).containsExactly(0L);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void should_send_a_dead_letter_once_although_the_response_to_its_commit_was_lost(boolean committedAfterAll) {
        deadLetters.outcomes.add(Outcome.IN_DOUBT);
        deadLetters.commitsInDoubt = committedAfterAll;
        start(100, P0);
        poll(List.of(Records.garbage(0, 0)));

        await().untilAsserted(() ->
                assertThat(onlySnapshot().count(Counter.DEAD_LETTERED)).isEqualTo(1));
        assertThat(deadLetterOffsets()).containsExactly(0L);
    }

    @ParameterizedTest
    @EnumSource(names = {"NOT_COMMITTED", "IN_DOUBT"})
    void should_commit_dead_letters_of_a_revoked_partition_although_the_last_commit_failed(Outcome lastOutcome) {
        deadLetters.outcomes.add(lastOutcome);
        deadLetters.commitsInDoubt = false;
        deadLetters.afterFailure = () -> consumer.schedulePollTask(() -> consumer.rebalance(List.of()));
        start(100, P0);
        poll(List.of(Records.garbage(0, 0)));

        await().until(() -> counters.rebalances() == 2);
        assertThat(deadLetterOffsets()).containsExactly(0L);
        assertThat(deadLetters.committed.get(P0).offset()).isEqualTo(1);
        assertThat(snapshot(0).count(Counter.HANDED_BACK)).isZero();
    }

    @Test
    void should_resolve_an_unknown_result_also_for_a_partition_that_stays() {
        deadLetters.outcomes.add(Outcome.IN_DOUBT);
        start(100, P0, P1);
        consumer.schedulePollTask(() -> {
            consumer.addRecord(Records.garbage(0, 0));
            consumer.addRecord(Records.garbage(1, 0));
        });
        await().until(() -> deadLetterOffsets().size() == 2);

        consumer.schedulePollTask(() -> consumer.rebalance(List.of(P1)));

        await().untilAsserted(() ->
                assertThat(snapshot(1).count(Counter.DEAD_LETTERED)).isEqualTo(1));
        assertThat(deadLetters.topic).as("each dead letter once").hasSize(2);
        assertThat(snapshot(0).reconciles()).isTrue();
    }

    @Test
    void should_continue_with_the_first_existing_record_when_its_offset_was_deleted() {
        start(100, P0);
        poll(List.of(Records.order(0, 0)));
        awaitRequests(1);
        consumer.schedulePollTask(() -> {
            consumer.updateBeginningOffsets(Map.of(P0, 500L));
            consumer.setPollException(new OffsetOutOfRangeException(Map.of(P0, 1L)));
        });
        poll(List.of(Records.order(0, 500)));
        awaitRequests(2);
        onWriterThread(writer::acknowledgeAll);

        await().untilAsserted(() -> assertThat(committed(P0)).isEqualTo(501));
        assertThat(writer.offsets()).as("records in memory are not lost").containsExactly(0L, 500L);
        assertThat(onlySnapshot().reconciles()).isTrue();
    }

    @Test
    void should_not_let_dead_letters_overtake_a_pending_commit() {
        respondsToCommits = false;
        start(100, P0);
        poll(List.of(Records.order(0, 0)));
        awaitRequests(1);
        onWriterThread(writer::acknowledgeAll);
        await().until(() -> unansweredCommits.size() == 1);

        consumer.schedulePollTask(() -> consumer.addRecord(Records.garbage(0, 1)));
        consumer.schedulePollTask(() -> consumer.rebalance(List.of()));

        await().untilAsserted(() -> assertThat(deadLetterOffsets()).containsExactly(1L));
        assertThat(unansweredCommits).isEmpty();
        assertThat(deadLettersBeforeResponse)
                .as("dead letters at the response to the commit")
                .isZero();
    }

    @Test
    void should_restart_when_the_topic_is_recreated() {
        start(100, P0);
        poll(List.of(Records.order(0, 0), Records.order(0, 1)));
        awaitRequests(1);
        onWriterThread(writer::acknowledgeAll);
        await().untilAsserted(() -> assertThat(committed(P0)).isEqualTo(2));

        Uuid anew = Uuid.randomUuid();
        topic.update(anew);
        poll(List.of(Records.order(0, 0)));
        awaitRequests(1);
        onWriterThread(writer::acknowledgeAll);

        await().untilAsserted(() -> assertThat(committed.get(P0))
                .isEqualTo(new CommitMetadata(
                                anew.toString(),
                                "cluster",
                                TABLE.name(),
                                TABLE.mark().toString())
                        .of(1, Optional.empty())));
        assertThat(onlySnapshot().reconciles()).isTrue();
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
    void should_end_without_a_commit_on_a_fatal_failure() {
        start(100, P0);
        poll(List.of(Records.order(0, 0)));
        awaitRequests(1);

        onWriterThread(() -> writer.fail(0, new WriteFailure.Fatal(new IllegalStateException("broken"))));

        assertThatThrownBy(() -> running.get(10, TimeUnit.SECONDS))
                .isInstanceOf(ExecutionException.class)
                .hasRootCauseMessage("broken");
        assertThat(consumer.closed()).isTrue();
        assertThat(committed(P0)).isIn(null, 0L);
        assertThat(onlySnapshot().reconciles()).isTrue();
    }

    @Test
    void should_publish_that_it_is_in_the_group_and_why_dead_letters_fail() {
        deadLetters.failure = "no coordinator";
        start(100, P0);

        await().untilAsserted(() -> assertThat(counters.threads().values())
                .containsExactly(new ThreadState(true, Optional.of("no coordinator"))));
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

    private void start(int records, TopicPartition... partitions) {
        for (TopicPartition partition : partitions) {
            consumer.updateBeginningOffsets(Map.of(partition, 0L));
        }
        consumer.schedulePollTask(() -> consumer.rebalance(List.of(partitions)));
        running = CompletableFuture.runAsync(loop(records));
        await().until(() -> counters.snapshot().size() == partitions.length);
    }

    private PollLoop loop(int records) {
        ProcessorContext context = new ProcessorContext(
                new RowDecoder(writer.encoder),
                writer,
                writer.generations,
                new InFlightBudget(records, 1_000_000),
                1,
                10,
                () -> nanos.addAndGet(TICK_NANOS),
                () -> 0.5);
        return new PollLoop(consumer, deadLetters, topic, TABLE, context, counters, paused::get, stop);
    }

    private void poll(List<ConsumerRecord<byte[], byte[]>> records) {
        consumer.schedulePollTask(() -> records.forEach(consumer::addRecord));
    }

    private void awaitRequests(int count) {
        await().until(() -> writer.requests.size() == count);
    }

    private static ConditionFactory await() {
        return Awaitility.await().pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(2));
    }

    /** On another thread than the loop's, like the driver's callbacks. */
    private static void onWriterThread(Runnable action) {
        CompletableFuture.runAsync(action).join();
    }

    private List<Long> deadLetterOffsets() {
        return deadLetters.topic.stream()
                .map(deadLetter -> deadLetter.origin().offset())
                .toList();
    }

    private Long committed(TopicPartition partition) {
        OffsetAndMetadata offset = committed.get(partition);
        return offset == null ? null : offset.offset();
    }

    private Set<TopicPartition> pausedPartitions() {
        CompletableFuture<Set<TopicPartition>> paused = new CompletableFuture<>();
        consumer.schedulePollTask(() -> paused.complete(Set.copyOf(consumer.paused())));
        return paused.join();
    }

    private PartitionCounts snapshot(int partition) {
        return counters.snapshot().get(partition);
    }

    private PartitionCounts onlySnapshot() {
        return snapshot(0);
    }
}
