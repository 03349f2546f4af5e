package io.orderpipeline.producer.send;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

final class PaceSettingsTest {

    @Test
    void should_make_exactly_rate_times_duration_orders() {
        assertThat(pace(2_000, Duration.ofSeconds(30)).orders()).isEqualTo(60_000);
        assertThat(pace(0.5, Duration.ofSeconds(3)).orders()).isEqualTo(2);
        assertThat(pace(100, Duration.ZERO).orders()).isZero();
    }

    @Test
    void should_be_unlimited_without_count_or_duration() {
        assertThat(new PaceSettings(100, OptionalLong.empty(), Optional.empty()).orders())
                .isEqualTo(Long.MAX_VALUE);
        assertThat(pace(0, Duration.ofSeconds(3)).orders()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void should_end_at_whichever_of_count_and_duration_comes_first() {
        var settings = new PaceSettings(10, OptionalLong.of(7), Optional.of(Duration.ofSeconds(1)));

        assertThat(settings.orders()).isEqualTo(7);
    }

    private static PaceSettings pace(double rate, Duration duration) {
        return new PaceSettings(rate, OptionalLong.empty(), Optional.of(duration));
    }
}
