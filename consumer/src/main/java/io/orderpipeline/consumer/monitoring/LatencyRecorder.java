package io.orderpipeline.consumer.monitoring;

import org.HdrHistogram.Histogram;
import org.HdrHistogram.SingleWriterRecorder;

/**
 * Durations that one thread measures and another looks at, neither waiting for the other, and nothing allocated. The
 * thread that measures calls {@link #record}, the one that looks calls {@link #takeInto}.
 */
final class LatencyRecorder {

    /** One part in a hundred: nobody acts on less. */
    private static final int SIGNIFICANT_DIGITS = 2;

    private final long longest;
    private final SingleWriterRecorder recorder;
    private Histogram spare;

    /** @param longest what is longer counts as this; a bound on the memory, in the unit of the durations */
    LatencyRecorder(long longest) {
        this.longest = longest;
        this.recorder = new SingleWriterRecorder(longest, SIGNIFICANT_DIGITS);
    }

    static Histogram histogram(long longest) {
        return new Histogram(longest, SIGNIFICANT_DIGITS);
    }

    /** A clock that was set back makes a duration negative; it counts as none. */
    void record(long duration) {
        recorder.recordValue(Math.max(0, Math.min(longest, duration)));
    }

    /** Adds what was recorded since the last time. */
    void takeInto(Histogram sum) {
        spare = recorder.getIntervalHistogram(spare);
        sum.add(spare);
    }
}
