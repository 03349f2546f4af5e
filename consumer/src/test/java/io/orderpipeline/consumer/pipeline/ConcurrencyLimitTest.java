package io.orderpipeline.consumer.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Simulates a database that processes a fixed number of requests concurrently and queues the others. */
class ConcurrencyLimitTest {

    private static final Duration WORK = Duration.ofMillis(6);

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

    @ParameterizedTest
    @ValueSource(ints = {0, ConcurrencyLimit.WINDOW / 2, ConcurrencyLimit.WINDOW - 1})
    void should_not_fall_after_a_single_slow_response(int position) {
        answer(ConcurrencyLimit.WINDOW, 1_000);
        int before = limit.current();

        answer(position, 1_000);
        limit.succeeded(Duration.ofSeconds(2).toNanos());
        answer(ConcurrencyLimit.WINDOW - 1 - position, 1_000);

        assertThat(limit.current()).isEqualTo(before + 1);
    }

    /** Of eight requests, two queue at 4/3 of the base latency, and four at twice that latency. */
    @Test
    void should_stay_while_the_queue_is_neither_short_nor_long() {
        while (limit.current() < 8) {
            window(WORK);
        }

        window(WORK.multipliedBy(4).dividedBy(3));
        assertThat(limit.current()).isEqualTo(8);
        window(WORK.multipliedBy(2));
        assertThat(limit.current()).isEqualTo(8);

        window(WORK.multipliedBy(2).plusNanos(10));
        assertThat(limit.current()).isEqualTo(7);
    }

    @Test
    void should_measure_the_base_latency_again_at_intervals_with_half_the_requests() {
        window(WORK);
        int before = limit.current();

        clock.advance(ConcurrencyLimit.MEASUREMENT_INTERVAL);
        window(WORK);
        assertThat(limit.current()).isEqualTo((before + 1) / 2);

        window(WORK.multipliedBy(3));
        assertThat(limit.current()).as("a slower database is no queue").isEqualTo((before + 1) / 2 + 1);
    }

    private void answer(int requests, int workers) {
        for (int request = 0; request < requests; request++) {
            double queueing = Math.max(1.0, (double) limit.current() / workers);
            long latency = Math.round(WORK.toNanos() * queueing);
            clock.advance(Duration.ofNanos(latency / limit.current()));
            limit.succeeded(latency);
        }
    }

    private void window(Duration latency) {
        for (int request = 0; request < ConcurrencyLimit.WINDOW; request++) {
            limit.succeeded(latency.toNanos());
        }
    }
}
