package io.orderpipeline.producer.send;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orderpipeline.common.cli.UserError;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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

    @ParameterizedTest
    @CsvSource({"0, 0", "0.001, 0.001", "1000, 1000", "10000000, 10000000"})
    void should_accept_the_slowest_and_the_fastest_rate_and_none(double rate, String text) {
        assertThat(pace(rate, Duration.ofSeconds(1)).rateText()).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({"0.0009, 0.0009", "10000000.5, 10000000.5", "-1, -1"})
    void should_refuse_a_rate_out_of_range(double rate, String text) {
        assertThatThrownBy(() -> pace(rate, Duration.ofSeconds(1)))
                .isInstanceOf(UserError.class)
                .hasMessageStartingWith("--rate: " + text + " is not a rate");
    }

    @Test
    void should_refuse_a_negative_count_only() {
        assertThat(new PaceSettings(0, OptionalLong.of(0), Optional.empty()).orders())
                .isZero();
        assertThatThrownBy(() -> new PaceSettings(0, OptionalLong.of(-1), Optional.empty()))
                .isInstanceOf(UserError.class)
                .hasMessageStartingWith("--count: -1 is negative");
    }

    private static PaceSettings pace(double rate, Duration duration) {
        return new PaceSettings(rate, OptionalLong.empty(), Optional.of(duration));
    }
}
