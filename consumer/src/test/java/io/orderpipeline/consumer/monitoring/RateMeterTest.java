package io.orderpipeline.consumer.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class RateMeterTest {

    private final RateMeter meter = new RateMeter(0);

    @Test
    void should_tell_the_rates_of_the_last_second_of_ten_and_of_all() {
        for (int second = 1; second < 20; second++) {
            at(second, second * 10L);
        }

        Rates rates = at(20, 690);

        assertThat(rates.now()).isEqualTo(500);
        assertThat(rates.overTenSeconds()).isEqualTo((690.0 - 100) / 10);
        assertThat(rates.mean()).isEqualTo(690.0 / 20);
        assertThat(rates.recent()).hasSize(20).endsWith(10.0, 500.0);
    }

    @Test
    void should_take_the_time_as_it_was_and_not_as_it_should_have_been() {
        at(1, 10);

        assertThat(at(4, 40).now()).isEqualTo(10);
    }

    @Test
    void should_keep_no_more_than_a_minute() {
        Rates rates = Rates.NONE;
        for (int second = 1; second < 500; second++) {
            rates = at(second, second);
        }

        assertThat(rates.recent()).hasSize(RateMeter.RECENT);
    }

    @Test
    void should_not_take_what_was_there_before_for_a_rate() {
        RateMeter offsets = RateMeter.ofRunningCount(TimeUnit.SECONDS.toNanos(5), 1_000_000);

        assertThat(offsets.rates(TimeUnit.SECONDS.toNanos(5), 1_000_000).now()).isZero();
        assertThat(offsets.rates(TimeUnit.SECONDS.toNanos(6), 1_000_070).mean()).isEqualTo(70);
    }

    private Rates at(long second, long count) {
        return meter.rates(TimeUnit.SECONDS.toNanos(second), count);
    }
}
