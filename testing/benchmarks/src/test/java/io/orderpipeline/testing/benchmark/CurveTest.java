package io.orderpipeline.testing.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class CurveTest {

    private final RunProgress.Curve curve = new RunProgress.Curve();

    @Test
    void should_interpolate_between_commits() {
        curve.add(0, 0);
        curve.add(4, 0);
        curve.add(8, 0);
        curve.add(10, 1_000);

        assertThat(curve.at(5)).isEqualTo(500);
        assertThat(curve.at(9)).isEqualTo(900);
    }

    @Test
    void should_be_constant_before_its_first_and_after_its_last_point() {
        curve.add(2, 10);
        curve.add(4, 30);

        assertThat(curve.at(1)).isEqualTo(10);
        assertThat(curve.at(3)).isEqualTo(20);
        assertThat(curve.at(9)).isEqualTo(30);
    }
}
