package io.orderpipeline.producer.send;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PacerTest {

    private static final long MILLISECOND = 1_000_000;
    private static final long SECOND = 1_000 * MILLISECOND;

    private final ManualClock clock = new ManualClock();

    @ParameterizedTest
    @ValueSource(doubles = {0.3, 1, 7, 100, 999, 1_000, 1_001, 12_345.6, 1_000_000})
    void should_send_no_order_early_and_none_more_than_a_millisecond_late(double rate) {
        long start = clock.getAsLong();
        Pacer pacer = pacer(rate);
        long orders = (long) Math.min(20 * rate + 3, 50_000);
        for (long index = 0; index < orders; index++) {
            takeTurn(pacer, index);
            double late = clock.getAsLong() - start - index * 1e9 / rate;
            assertThat(late).isBetween(-1.0, 1.0 * MILLISECOND);
        }
    }

    @Test
    void should_wait_once_for_a_burst_of_fast_orders() {
        Pacer pacer = pacer(100_000);

        for (long index = 0; index < 100_000; index++) {
            takeTurn(pacer, index);
        }

        assertThat(clock.waits()).isBetween(900L, 1_100L);
    }

    @Test
    void should_catch_up_after_a_stall_and_report_the_largest_schedule_lag() {
        Pacer pacer = pacer(10);
        takeTurn(pacer, 0);
        clock.pass(5 * SECOND);

        takeTurn(pacer, 1);
        assertThat(pacer.scheduleLagNanos()).isEqualTo(4_900 * MILLISECOND);
        for (long index = 2; index <= 50; index++) {
            takeTurn(pacer, index);
        }

        assertThat(clock.waits()).isZero();
        assertThat(pacer.scheduleLagNanos()).isZero();
        assertThat(pacer.largestLagNanos()).isEqualTo(4_900 * MILLISECOND);
        takeTurn(pacer, 51);
        assertThat(clock.waits()).isEqualTo(1);
    }

    @Test
    void should_neither_wait_nor_lag_without_a_rate() {
        Pacer pacer = pacer(0);
        clock.pass(SECOND);

        assertThat(pacer.intendedTime(1_000)).isEqualTo(clock.getAsLong());
        assertThat(pacer.isDue(pacer.intendedTime(1_001))).isTrue();
        assertThat(pacer.scheduleLagNanos()).isZero();
    }

    @Test
    void should_stop_waiting_when_interrupted() {
        Pacer pacer = pacer(1);
        Thread.currentThread().interrupt();

        boolean came = pacer.await(pacer.intendedTime(5));

        assertThat(Thread.interrupted()).isTrue();
        assertThat(came).isFalse();
    }

    @Test
    void should_be_over_after_the_duration_and_a_second_to_catch_up() {
        Pacer paced = new Pacer(settings(10, Duration.ofSeconds(3)), clock.getAsLong(), clock, clock);
        Pacer unpaced = new Pacer(settings(0, Duration.ofSeconds(3)), clock.getAsLong(), clock, clock);

        clock.pass(3 * SECOND);
        assertThat(paced.isOver()).isFalse();
        assertThat(unpaced.isOver()).isTrue();
        clock.pass(SECOND);
        assertThat(paced.isOver()).isTrue();
    }

    private void takeTurn(Pacer pacer, long index) {
        long intended = pacer.intendedTime(index);
        assertThat(pacer.isDue(intended) || pacer.await(intended)).isTrue();
    }

    private Pacer pacer(double rate) {
        return new Pacer(
                new PaceSettings(rate, OptionalLong.empty(), Optional.empty()), clock.getAsLong(), clock, clock);
    }

    private static PaceSettings settings(double rate, Duration duration) {
        return new PaceSettings(rate, OptionalLong.empty(), Optional.of(duration));
    }
}
