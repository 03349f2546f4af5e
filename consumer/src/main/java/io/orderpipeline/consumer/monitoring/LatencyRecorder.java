package io.orderpipeline.consumer.monitoring;

import org.HdrHistogram.Histogram;
import org.HdrHistogram.SingleWriterRecorder;

/**
 * Records durations without locks and without allocation. One thread calls {@link #record}, one other thread calls
 * {@link #takeInto}.
 */
final class LatencyRecorder {

    /** An error of at most 1 %. */
    private static final int SIGNIFICANT_DIGITS = 2;

    private final long longest;
    private final SingleWriterRecorder recorder;
    private Histogram spare;

    /** @param longest larger durations count as this one, which bounds the memory; in the unit of the durations */
    LatencyRecorder(long longest) {
        this.longest = longest;
        this.recorder = new SingleWriterRecorder(longest, SIGNIFICANT_DIGITS);
    }

    static Histogram histogram(long longest) {
        return new Histogram(longest, SIGNIFICANT_DIGITS);
    }

    /** A negative duration, from a clock that was set back, counts as zero. */
    void record(long duration) {
        recorder.recordValue(Math.max(0, Math.min(longest, duration)));
    }

    /** Adds what was recorded since the last call. */
    void takeInto(Histogram sum) {
        spare = recorder.getIntervalHistogram(spare);
        sum.add(spare);
    }
}
