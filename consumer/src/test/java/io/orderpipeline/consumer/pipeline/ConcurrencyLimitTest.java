package io.orderpipeline.consumer.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Simulates a database that processes a fixed number of requests concurrently and queues the others. */
class ConcurrencyLimitTest {

    private static final Duration WORK = Duration.ofMillis(5);

    private final FakeClock clock = new FakeClock();
    private final ConcurrencyLimit limit = new ConcurrencyLimit(clock);

    @ParameterizedTest
    @ValueSource(ints = {2, 4, 8, 16})
    void should_rise_while_latency_holds_and_stay_where_a_queue_begins(int workers) {
        answer(2_000, workers);

        assertThat(limit.current())
                .isBetween(workers, workers + 2 * ConcurrencyLimit.LONG_QUEUE)
                .isLessThanOrEqualTo(ConcurrencyLimit.MAX);
    }

    @Test
    void should_not_rise_above_the_maximum() {
        answer(5_000, 1_000);

        assertThat(limit.current()).isEqualTo(ConcurrencyLimit.MAX);
    }

    @Test
    void should_halve_when_the_database_fails_but_never_below_the_minimum() {
        answer(2_000, 16);
        int before = limit.current();

        limit.failed();
        assertThat(limit.current()).isEqualTo(before / 2);

        for (int failure = 0; failure < 10; failure++) {
            limit.failed();
        }
        assertThat(limit.current()).isEqualTo(ConcurrencyLimit.MIN);
    }

    @Test
    void should_rise_again_after_it_has_fallen() {
        answer(2_000, 8);
        limit.failed();
        limit.failed();
        limit.failed();

        answer(2_000, 8);

        assertThat(limit.current()).isGreaterThanOrEqualTo(8);
    }

    @Test
    void should_adapt_to_a_slower_database_without_flooding_it() {
        answer(5_000, 16);

        answer(20_000, 2);

        assertThat(limit.current()).isBetween(2, 2 + 2 * ConcurrencyLimit.LONG_QUEUE);
    }

    @Test
    void should_not_fall_after_a_single_slow_response() {
        answer(2_000, 8);
        int before = limit.current();

        limit.succeeded(Duration.ofSeconds(2).toNanos());
        answer(ConcurrencyLimit.WINDOW - 1, 8);

        assertThat(limit.current()).isBetween(before - 1, before + 1);
    }

    private void answer(int requests, int workers) {
        for (int request = 0; request < requests; request++) {
            double queueing = Math.max(1.0, (double) limit.current() / workers);
            long latency = Math.round(WORK.toNanos() * queueing);
            clock.advance(Duration.ofNanos(latency / limit.current()));
            limit.succeeded(latency);
        }
    }
}
