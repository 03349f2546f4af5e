package io.orderpipeline.consumer.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.RetriableCommitFailedException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.GroupAuthorizationException;
import org.apache.kafka.common.errors.InvalidCommitOffsetSizeException;
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class OffsetCommitterTest extends OffsetCommitterFixture {

    private static final Duration IN_FLIGHT_INTERVAL = Duration.ofSeconds(1);

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

    @Test
    void should_tell_why_commits_fail_until_one_succeeds() {
        orders(0, 1);
        acknowledgeOne();
        clock.advance(IDLE_INTERVAL);
        committer.commitIfDue(processors);
        unanswered.remove().onComplete(Map.of(), new RetriableCommitFailedException("no coordinator"));
        assertThat(committer.failure()).contains("no coordinator");

        clock.advance(IDLE_INTERVAL);
        committer.commitIfDue(processors);
        assertThat(committer.failure()).as("while the next one is pending").contains("no coordinator");
        respondToAll();
        assertThat(committer.failure()).isEmpty();
    }

    @Test
    void should_forget_a_failed_commit_of_partitions_that_are_no_longer_assigned() {
        orders(0, 1);
        acknowledgeOne();
        clock.advance(IDLE_INTERVAL);
        committer.commitIfDue(processors);
        unanswered.remove().onComplete(Map.of(), new RetriableCommitFailedException("no coordinator"));

        clock.advance(IN_FLIGHT_INTERVAL);
        committer.commitIfDue(Map.of());
        assertThat(committer.failure()).isEmpty();
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
}
