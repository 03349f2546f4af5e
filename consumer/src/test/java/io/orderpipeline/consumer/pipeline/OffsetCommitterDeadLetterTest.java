package io.orderpipeline.consumer.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderpipeline.consumer.deadletter.DeadLetterTransactions.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.IntSupplier;
import org.junit.jupiter.api.Test;

final class OffsetCommitterDeadLetterTest extends OffsetCommitterFixture {

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
