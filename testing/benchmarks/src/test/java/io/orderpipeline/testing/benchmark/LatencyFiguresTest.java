package io.orderpipeline.testing.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import org.HdrHistogram.Histogram;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

final class LatencyFiguresTest {

    @Test
    void should_report_percentiles_in_milliseconds() {
        Histogram micros = new Histogram(3);
        for (long value = 1; value <= 1_000; value++) {
            micros.recordValue(value * 1_000);
        }

        var figures = LatencyBenchmark.figures(micros);

        assertThat(figures.get(Figure.P50)).isCloseTo(500, Percentage.withPercentage(1));
        assertThat(figures.get(Figure.P99)).isCloseTo(990, Percentage.withPercentage(1));
        assertThat(figures.get(Figure.MAXIMUM)).isCloseTo(1_000, Percentage.withPercentage(1));
        assertThat(figures.get(Figure.MEASURED)).isEqualTo(1_000);
    }
}
