package io.orderpipeline.consumer.monitoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.orderpipeline.consumer.monitoring.PipelineSnapshot.Latency;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

class LatencyMeterTest {

    private final LatencyMeter meter = new LatencyMeter(new double[] {0.01, 0.1}, 1e-3);

    @Test
    void should_return_percentiles_of_the_last_second_and_buckets_since_the_start() {
        meter.add(millis(5, 5, 5));

        Latency latency = meter.add(millis(50, 50, 50, 5_000));

        assertThat(latency.count()).isEqualTo(4);
        assertThat(latency.p50()).isCloseTo(0.05, within(0.001));
        assertThat(latency.p99()).isCloseTo(5, within(0.05));
        assertThat(latency.sinceStart().counts()).containsExactly(3L, 3L, 1L);
        assertThat(latency.sinceStart().sum()).isCloseTo(5.165, within(0.06));
    }

    @Test
    void should_return_a_count_of_zero_for_a_second_without_measurements() {
        meter.add(millis(5));

        Latency latency = meter.add(millis());

        assertThat(latency.count()).isZero();
        assertThat(latency.sinceStart().counts()).containsExactly(1L, 0L, 0L);
    }

    private static Histogram millis(long... values) {
        Histogram histogram = new Histogram(3_600_000, 2);
        for (long value : values) {
            histogram.recordValue(value);
        }
        return histogram;
    }
}
