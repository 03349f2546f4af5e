package io.orderpipeline.consumer.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class BackoffTest {

    private static final Duration STEP = Duration.ofMillis(25);

    private final FakeClock clock = new FakeClock();

    @Test
    void should_double_the_delay_with_each_failure_up_to_the_longest() {
        Backoff backoff = new Backoff(clock, () -> 1.0);
        List<Long> delays = new ArrayList<>();
        for (int failure = 0; failure < 8; failure++) {
            backoff.failed();
            delays.add(delayMillis(backoff));
        }

        assertThat(delays).containsExactly(100L, 200L, 400L, 800L, 1_600L, 3_200L, 5_000L, 5_000L);
    }

    @Test
    void should_stay_at_the_longest_delay_for_any_number_of_failures() {
        Backoff backoff = new Backoff(clock, () -> 1.0);
        for (int failure = 0; failure < 200; failure++) {
            backoff.failed();
        }

        assertThat(delayMillis(backoff)).isEqualTo(Backoff.LONGEST.toMillis());
    }

    @ParameterizedTest
    @CsvSource({"0.0, 50", "0.5, 75", "1.0, 100"})
    void should_spread_the_delay_over_its_upper_half(double random, long millis) {
        Backoff backoff = new Backoff(clock, () -> random);
        backoff.failed();

        assertThat(delayMillis(backoff)).isEqualTo(millis);
    }

    @Test
    void should_reset_to_the_first_delay_after_a_success() {
        Backoff backoff = new Backoff(clock, () -> 1.0);
        backoff.failed();
        backoff.failed();
        assertThat(backoff.isProbing()).isTrue();

        backoff.succeeded();
        assertThat(backoff.isProbing()).isFalse();
        assertThat(backoff.isOver()).isTrue();

        backoff.failed();
        assertThat(delayMillis(backoff)).isEqualTo(Backoff.FIRST.toMillis());
    }

    private long delayMillis(Backoff backoff) {
        long start = clock.getAsLong();
        while (!backoff.isOver()) {
            clock.advance(STEP);
        }
        return Duration.ofNanos(clock.getAsLong() - start).toMillis();
    }
}
