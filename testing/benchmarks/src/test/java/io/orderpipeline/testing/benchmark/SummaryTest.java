package io.orderpipeline.testing.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

final class SummaryTest {

    @Test
    void should_take_the_middle_value_as_the_median() {
        assertThat(new Summary(List.of(30.0, 10.0, 20.0)).median()).isEqualTo(20);
    }

    @Test
    void should_take_the_mean_of_the_two_middle_values() {
        assertThat(new Summary(List.of(40.0, 10.0, 30.0, 20.0)).median()).isEqualTo(25);
    }

    @Test
    void should_not_change_the_median_by_one_slow_round() {
        assertThat(new Summary(List.of(100.0, 101.0, 99.0, 5.0, 100.0)).median())
                .isEqualTo(100);
    }

    @Test
    void should_report_the_spread() {
        Summary summary = new Summary(List.of(97.0, 100.0, 103.0));

        assertThat(summary.minimum()).isEqualTo(97);
        assertThat(summary.maximum()).isEqualTo(103);
        assertThat(summary.spread()).isCloseTo(0.03, within(1e-9));
    }

    @Test
    void should_reject_an_empty_summary() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Summary(List.of()));
    }
}
