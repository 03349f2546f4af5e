package io.orderpipeline.consumer.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orderpipeline.consumer.deadletter.DeadLetterTransactions.Outcome;
import io.orderpipeline.consumer.kafka.CommitMetadata;
import io.orderpipeline.consumer.monitoring.EventTimeline;
import io.orderpipeline.consumer.monitoring.PipelineCounters;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.function.IntSupplier;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetCommitCallback;
import org.apache.kafka.clients.consumer.RetriableCommitFailedException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupAuthorizationException;
import org.apache.kafka.common.errors.InvalidCommitOffsetSizeException;
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** One partition with one row per request. The test responds to the commits. */
final class OffsetCommitterTest {

    private static final TopicPartition P0 = new TopicPartition(Records.TOPIC, 0);
    private static final InstantSource CLOCK = () -> Instant.EPOCH;
    private static final Duration IN_FLIGHT_INTERVAL = Duration.ofSeconds(1);
    private static final Duration IDLE_INTERVAL = Duration.ofMillis(200);
    private static final KafkaException NO_RESPONSE = new TimeoutException("no response");

    private final FakeClock clock = new FakeClock();
    private final FakeWriter writer = new FakeWriter();
    private final FakeDeadLetters deadLetters = new FakeDeadLetters();
    private final Mailbox mailbox = new Mailbox();
    private final List<Long> commits = new ArrayList<>();
    private final Queue<OffsetCommitCallback> unanswered = new ArrayDeque<>();
    private KafkaException syncFailure;
    private KafkaException readFailure;
    private int reads;

    private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("none") {
        @Override
        public void commitAsync(Map<TopicPartition, OffsetAndMetadata> offsets, OffsetCommitCallback callback) {
            offsets.values().forEach(offset -> commits.add(offset.offset()));
            unanswered.add(callback);
        }

        /** Waits for the pending commits, and fails when they have no response. */
        @Override
        public void commitSync(Map<TopicPartition, OffsetAndMetadata> offsets, Duration timeout) {
            if (syncFailure != null) {
                throw syncFailure;
            }
            respondToAll();
            offsets.values().forEach(offset -> commits.add(offset.offset()));
        }

        @Override
        public Map<TopicPartition, OffsetAndMetadata> committed(Set<TopicPartition> partitions, Duration timeout) {
            reads++;
            if (readFailure != null) {
                throw readFailure;
            }
            return deadLetters.committed.isEmpty() ? Collections.singletonMap(P0, null) : deadLetters.committed;
        }
    };

    private final PartitionProcessor processor = new PartitionProcessor(
            "orders-0",
            new ProcessorContext(
                    new RowDecoder(writer.encoder),
                    writer,
                    writer.generations,
                    new InFlightBudget(100, 1_000_000),
                    1,
                    1,
                    clock,
                    () -> 1.0),
            Records.START,
            mailbox,
            new PipelineCounters(CLOCK, new EventTimeline(CLOCK)).of(0, "test"));
    private final Map<TopicPartition, PartitionProcessor> processors = Map.of(P0, processor);
    private final OffsetCommitter committer = new OffsetCommitter(
            consumer,
            deadLetters,
            () -> new CommitMetadata("topic", "cluster", "keyspace.orders", "mark"),
            clock,
            () -> 1.0);

    @BeforeEach
    void commitTheFirstPosition() {
        consumer.assign(List.of(P0));
        consumer.seek(P0, 0);
        processor.dispatch();
        mailbox.run();
        clock.advance(Duration.ofHours(1));
        committer.commitIfDue(processors);
        respondToAll();
        assertThat(commits).containsExactly(0L);
        commits.clear();
    }

    @Test
    void should_commit_once_a_second_while_records_are_in_flight() {
        orders(0, 3);
        acknowledgeOne();
        clock.advance(IN_FLIGHT_INTERVAL.minusNanos(1));
        committer.commitIfDue(processors);
        assertThat(commits).isEmpty();

        clock.advance(Duration.ofNanos(1));
        committer.commitIfDue(processors);
        respondToAll();
        assertThat(commits).containsExactly(1L);

        acknowledgeOne();
        clock.advance(IN_FLIGHT_INTERVAL.minusNanos(1));
        committer.commitIfDue(processors);
        assertThat(commits).containsExactly(1L);
    }

    @Test
    void should_commit_sooner_when_everything_is_acknowledged() {
        orders(0, 1);
        acknowledgeOne();
        clock.advance(IDLE_INTERVAL.minusNanos(1));
        committer.commitIfDue(processors);
        assertThat(commits).isEmpty();

        clock.advance(Duration.ofNanos(1));
        committer.commitIfDue(processors);
        assertThat(commits).containsExactly(1L);
    }

    @Test
    void should_commit_nothing_when_nothing_was_acknowledged_since() {
        orders(0, 1);
        clock.advance(IN_FLIGHT_INTERVAL);

        committer.commitIfDue(processors);
        assertThat(unanswered).isEmpty();

        committer.commitNow(processors);
        assertThat(commits).isEmpty();
    }

    @Test
    void should_have_one_commit_pending_at_a_time() {
        orders(0, 2);
        acknowledgeOne();
        clock.advance(IN_FLIGHT_INTERVAL);
        committer.commitIfDue(processors);
        acknowledgeOne();
        clock.advance(IN_FLIGHT_INTERVAL);
        committer.commitIfDue(processors);
        assertThat(commits).containsExactly(1L);

        respondToAll();
        committer.commitIfDue(processors);
        assertThat(commits).containsExactly(1L, 2L);
    }

    static Stream<KafkaException> transientFailures() {
        return Stream.of(
                new RebalanceInProgressException("rebalance"),
                new CommitFailedException("another generation"),
                new RetriableCommitFailedException("no coordinator"),
                NO_RESPONSE);
    }

    @ParameterizedTest
    @MethodSource("transientFailures")
    void should_cover_a_failed_commit_with_the_next_one(KafkaException failure) {
        orders(0, 1);
        acknowledgeOne();
        clock.advance(IDLE_INTERVAL);
        committer.commitIfDue(processors);
        unanswered.remove().onComplete(Map.of(), failure);
        assertThat(processor.offsets().committed()).isZero();

        clock.advance(IDLE_INTERVAL);
        committer.commitIfDue(processors);
        assertThat(commits).containsExactly(1L, 1L);

        respondToAll();
        assertThat(processor.offsets().committed()).isEqualTo(1);
    }

    @ParameterizedTest
    @MethodSource("transientFailures")
    void should_not_mark_the_offsets_of_a_failed_last_commit(KafkaException failure) {
        orders(0, 1);
        acknowledgeOne();
        syncFailure = failure;

        committer.commitNow(processors);

        assertThat(processor.offsets().committed()).isZero();
        syncFailure = null;
        committer.commitNow(processors);
        assertThat(commits).containsExactly(1L);
        assertThat(processor.offsets().committed()).isEqualTo(1);
    }

    @Test
    void should_throw_when_the_broker_rejects_commits_for_good() {
        orders(0, 1);
        acknowledgeOne();
        KafkaException rejection = new GroupAuthorizationException("orders");
        syncFailure = rejection;
        assertThatThrownBy(() -> committer.commitNow(processors)).isSameAs(rejection);

        clock.advance(IDLE_INTERVAL);
        committer.commitIfDue(processors);
        assertThatThrownBy(() -> unanswered.remove().onComplete(Map.of(), rejection))
                .isSameAs(rejection);
    }

    @Test
    void should_throw_on_a_failure_that_no_retry_can_fix() {
        orders(0, 1);
        acknowledgeOne();
        syncFailure = new InvalidCommitOffsetSizeException("metadata too large");

        assertThatThrownBy(() -> committer.commitNow(processors))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("cannot commit offsets: metadata too large")
                .hasCause(syncFailure);
    }

    /** A commit that arrives late would undo a later one, and dead letters would be duplicated. */
    @Test
    void should_commit_nothing_after_a_commit_without_a_response() {
        orders(0, 1);
        acknowledgeOne();
        clock.advance(IDLE_INTERVAL);
        committer.commitIfDue(processors);
        garbage(1);
        syncFailure = NO_RESPONSE;

        committer.commitNow(processors);

        assertThat(commits).containsExactly(1L);
        assertThat(deadLetters.topic).isEmpty();
    }

    @Test
    void should_back_off_while_dead_letters_are_not_committed_and_reset_after_a_success() {
        Collections.addAll(
                deadLetters.outcomes,
                Outcome.NOT_COMMITTED,
                Outcome.NOT_COMMITTED,
                Outcome.NOT_COMMITTED,
                Outcome.NOT_COMMITTED,
                Outcome.COMMITTED,
                Outcome.NOT_COMMITTED);
        garbage(0);
        assertThat(attemptsWithin(Duration.ofMillis(1_800), () -> deadLetters.attempts))
                .containsExactly(200L, 400L, 600L, 1_000L, 1_800L);
        assertThat(deadLetters.topic).hasSize(1);

        garbage(1);
        assertThat(attemptsWithin(Duration.ofSeconds(2), () -> deadLetters.attempts))
                .containsExactly(200L, 400L);
        assertThat(deadLetters.topic).hasSize(2);
        assertThat(processor.offsets().committed()).isEqualTo(2);
    }

    @Test
    void should_send_nothing_while_the_result_of_a_transaction_is_unknown() {
        deadLetters.outcomes.add(Outcome.IN_DOUBT);
        deadLetters.settles = false;
        garbage(0);

        assertThat(attemptsWithin(Duration.ofSeconds(2), () -> deadLetters.settleAttempts))
                .as("with a growing backoff")
                .containsExactly(400L, 600L, 1_000L, 1_800L);
        assertThat(deadLetters.attempts).isEqualTo(1);
        assertThat(reads).isZero();
        assertThat(processor.offsets().committed()).isZero();

        deadLetters.settles = true;
        clock.advance(Backoff.LONGEST);
        committer.commitIfDue(processors);
        assertThat(processor.offsets().committed()).isEqualTo(1);
        assertThat(deadLetters.topic).as("sent once").hasSize(1);
    }

    @Test
    void should_retry_to_read_the_result_of_a_transaction_until_the_broker_responds() {
        deadLetters.outcomes.add(Outcome.IN_DOUBT);
        deadLetters.commitsInDoubt = false;
        readFailure = NO_RESPONSE;
        garbage(0);

        assertThat(attemptsWithin(Duration.ofSeconds(2), () -> reads))
                .as("with a growing backoff")
                .containsExactly(400L, 600L, 1_000L, 1_800L);
        assertThat(deadLetters.attempts).isEqualTo(1);

        readFailure = null;
        clock.advance(Backoff.LONGEST);
        committer.commitIfDue(processors);
        assertThat(deadLetters.topic).as("it was not committed").isEmpty();

        clock.advance(Backoff.LONGEST);
        committer.commitIfDue(processors);
        assertThat(deadLetters.topic).hasSize(1);
        assertThat(processor.offsets().committed()).isEqualTo(1);
    }

    @Test
    void should_leave_dead_letters_to_the_next_member_when_the_last_result_stays_unknown() {
        deadLetters.outcomes.add(Outcome.IN_DOUBT);
        deadLetters.settles = false;
        garbage(0);
        clock.advance(IDLE_INTERVAL);
        committer.commitIfDue(processors);

        committer.commitNow(processors);

        assertThat(deadLetters.attempts).as("a second one could duplicate it").isEqualTo(1);
        assertThat(processor.offsets().committed()).isZero();
    }

    private void orders(long from, long to) {
        for (long offset = from; offset < to; offset++) {
            processor.accept(Records.order(0, offset));
        }
        processor.dispatch();
        consumer.seek(P0, to);
    }

    private void acknowledgeOne() {
        writer.acknowledge(0);
        mailbox.run();
    }

    private void garbage(long offset) {
        processor.accept(Records.garbage(0, offset));
        processor.dispatch();
        consumer.seek(P0, offset + 1);
    }

    private void respondToAll() {
        while (!unanswered.isEmpty()) {
            unanswered.remove().onComplete(Map.of(), null);
        }
    }

    /** @return when the count rose, in milliseconds from now */
    private List<Long> attemptsWithin(Duration time, IntSupplier count) {
        List<Long> attempts = new ArrayList<>();
        for (long millis = 100; millis <= time.toMillis(); millis += 100) {
            int before = count.getAsInt();
            clock.advance(Duration.ofMillis(100));
            committer.commitIfDue(processors);
            if (count.getAsInt() > before) {
                attempts.add(millis);
            }
        }
        return attempts;
    }
}
