package io.orderpipeline.consumer.monitoring;

import io.orderpipeline.consumer.monitoring.PipelineSnapshot.Latency;
import java.util.Arrays;
import java.util.stream.DoubleStream;
import java.util.stream.LongStream;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramIterationValue;

/** Adds the latencies of each second to a histogram with fixed buckets. One thread. */
final class LatencyMeter {

    /** Seconds, from a request to a local node to one that times out. */
    private static final double[] WRITE_BOUNDS = {
        0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10,
    };

    /** Seconds, from an order stored at once to a backlog of an hour. */
    private static final double[] END_TO_END_BOUNDS = {
        0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 900, 3_600,
    };

    private final double[] bounds;
    private final double secondsPerUnit;
    private final long[] counts;
    private double sum;

    /** @param secondsPerUnit of the histograms */
    LatencyMeter(double[] bounds, double secondsPerUnit) {
        this.bounds = bounds.clone();
        this.secondsPerUnit = secondsPerUnit;
        this.counts = new long[bounds.length + 1];
    }

    /** For {@link LatencyRecorder.Sample#write}. */
    static LatencyMeter write() {
        return new LatencyMeter(WRITE_BOUNDS, 1e-6);
    }

    /** For {@link LatencyRecorder.Sample#endToEnd}. */
    static LatencyMeter endToEnd() {
        return new LatencyMeter(END_TO_END_BOUNDS, 1e-3);
    }

    Latency add(Histogram lastSecond) {
        for (HistogramIterationValue value : lastSecond.recordedValues()) {
            double seconds = value.getValueIteratedTo() * secondsPerUnit;
            int found = Arrays.binarySearch(bounds, seconds);
            counts[found >= 0 ? found : -found - 1] += value.getCountAtValueIteratedTo();
        }
        long count = lastSecond.getTotalCount();
        sum += count * lastSecond.getMean() * secondsPerUnit;
        Latency.Buckets buckets = new Latency.Buckets(
                DoubleStream.of(bounds).boxed().toList(),
                LongStream.of(counts).boxed().toList(),
                sum);
        return new Latency(
                count,
                count == 0 ? 0 : lastSecond.getValueAtPercentile(50) * secondsPerUnit,
                count == 0 ? 0 : lastSecond.getValueAtPercentile(99) * secondsPerUnit,
                buckets);
    }
}
