package io.orderpipeline.consumer.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderpipeline.consumer.monitoring.PipelineSnapshot.Rates;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class RateMeterTest {

    private final RateMeter meter = new RateMeter(0);

    @Test
    void should_return_rates_of_one_second_of_ten_and_since_the_start() {
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
    void should_use_the_actual_time_between_samples() {
        at(1, 10);

        assertThat(at(4, 40).now()).isEqualTo(10);
    }

    @Test
    void should_keep_at_most_one_minute() {
        Rates rates = Rates.NONE;
        for (int second = 1; second < 500; second++) {
            rates = at(second, second);
        }

        assertThat(rates.recent()).hasSize(RateMeter.RECENT);
    }

    @Test
    void should_ignore_the_count_before_the_first_sample() {
        RateMeter offsets = RateMeter.ofRunningCount(TimeUnit.SECONDS.toNanos(5), 1_000_000);

        assertThat(offsets.rates(TimeUnit.SECONDS.toNanos(5), 1_000_000).now()).isZero();
        assertThat(offsets.rates(TimeUnit.SECONDS.toNanos(6), 1_000_070).mean()).isEqualTo(70);
    }

    private Rates at(long second, long count) {
        return meter.rates(TimeUnit.SECONDS.toNanos(second), count);
    }
}
