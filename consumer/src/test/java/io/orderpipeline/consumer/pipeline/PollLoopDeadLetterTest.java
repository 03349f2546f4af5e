package io.orderpipeline.consumer.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderpipeline.consumer.deadletter.DeadLetterTransactions.Outcome;
import io.orderpipeline.consumer.monitoring.Counter;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

final class PollLoopDeadLetterTest extends PollLoopFixture {

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
}
