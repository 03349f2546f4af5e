package io.orderpipeline.testing.benchmark.measure;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class CurveTest {

    private final Curve curve = new Curve();

    @Test
    void should_spread_what_one_commit_tells_over_the_time_since_the_one_before() {
        curve.add(0, 0);
        curve.add(4, 0);
        curve.add(8, 0);
        curve.add(10, 1_000);

        assertThat(curve.at(5)).isEqualTo(500);
        assertThat(curve.at(9)).isEqualTo(900);
    }

    @Test
    void should_stay_where_it_is_before_its_first_point_and_after_its_last() {
        curve.add(2, 10);
        curve.add(4, 30);

        assertThat(curve.at(1)).isEqualTo(10);
        assertThat(curve.at(3)).isEqualTo(20);
        assertThat(curve.at(9)).isEqualTo(30);
    }
}
