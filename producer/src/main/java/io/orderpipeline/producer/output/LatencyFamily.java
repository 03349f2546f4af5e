package io.orderpipeline.producer.output;

import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import java.util.Arrays;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramIterationValue;

/** Latencies in buckets of fixed bounds, so that those of several producers can be added up. */
final class LatencyFamily {

    /** In seconds: from a broker on this machine to the client's delivery timeout. */
    private static final double[] BOUNDS = {
        0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 120, Double.POSITIVE_INFINITY,
    };

    private static final double SECONDS_PER_UNIT = 1e-6;

    private LatencyFamily() {}

    /** @param latency in microseconds */
    static HistogramSnapshot of(String name, String help, Histogram latency) {
        long[] counts = new long[BOUNDS.length];
        for (HistogramIterationValue value : latency.recordedValues()) {
            counts[bucket(value.getValueIteratedTo() * SECONDS_PER_UNIT)] += value.getCountAtValueIteratedTo();
        }
        ClassicHistogramBuckets.Builder buckets = ClassicHistogramBuckets.builder();
        for (int i = 0; i < BOUNDS.length; i++) {
            buckets.bucket(BOUNDS[i], counts[i]);
        }
        return HistogramSnapshot.builder()
                .name(name)
                .help(help)
                .dataPoint(HistogramDataPointSnapshot.builder()
                        .classicHistogramBuckets(buckets.build())
                        .sum(latency.getTotalCount() * latency.getMean() * SECONDS_PER_UNIT)
                        .build())
                .build();
    }

    private static int bucket(double seconds) {
        int found = Arrays.binarySearch(BOUNDS, seconds);
        return found >= 0 ? found : -found - 1;
    }
}
