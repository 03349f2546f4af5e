package io.orderpipeline.testing.soak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class TrendTest {

    @Test
    void should_find_a_line_without_an_error() {
        Trend trend = Trend.of(IntStream.range(0, 10)
                .mapToObj(x -> new Trend.Point(x, 3 + 2.0 * x))
                .toList());

        assertThat(trend.slope()).isCloseTo(2, within(1e-9));
        assertThat(trend.error()).isCloseTo(0, within(1e-9));
    }

    /** By hand: the mean of x is 1.5, the sum of squares 5, the residuals -0.3, 0.9, -0.9, 0.3. */
    @Test
    void should_tell_the_error_of_points_that_scatter() {
        Trend trend = Trend.of(List.of(
                new Trend.Point(0, 0), new Trend.Point(1, 1.6), new Trend.Point(2, 0.2), new Trend.Point(3, 1.8)));

        assertThat(trend.slope()).isCloseTo(0.4, within(1e-9));
        assertThat(trend.error()).isCloseTo(Math.sqrt(1.8 / 2 / 5), within(1e-9));
        assertThat(trend.atLeast()).isNegative();
    }

    @Test
    void should_be_unknown_with_too_few_points() {
        assertThat(Trend.of(List.of()).slope()).isNaN();
        assertThat(Trend.of(List.of(new Trend.Point(0, 1), new Trend.Point(1, 2), new Trend.Point(2, 3)))
                        .atLeast())
                .isNaN();
    }
}
