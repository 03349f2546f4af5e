package io.orderpipeline.consumer.monitoring;

import java.util.concurrent.TimeUnit;
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

    /**
     * The latencies of one partition since the last sample.
     *
     * @param write requests that Cassandra acknowledged, from sending to the response, in microseconds
     * @param endToEnd orders, from their record's timestamp until they were stored, in milliseconds
     */
    record Sample(Histogram write, Histogram endToEnd) {

        static final long LONGEST_WRITE_MICROS = TimeUnit.MINUTES.toMicros(10);

        /** A topic that is read from its beginning has orders of any age. */
        static final long LONGEST_END_TO_END_MILLIS = TimeUnit.DAYS.toMillis(30);

        static Sample empty() {
            return new Sample(histogram(LONGEST_WRITE_MICROS), histogram(LONGEST_END_TO_END_MILLIS));
        }

        void add(Sample other) {
            write.add(other.write);
            endToEnd.add(other.endToEnd);
        }
    }

    /** @param longest larger durations count as this one, which bounds the memory; in the unit of the durations */
    LatencyRecorder(long longest) {
        this.longest = longest;
        this.recorder = new SingleWriterRecorder(longest, SIGNIFICANT_DIGITS);
    }

    private static Histogram histogram(long longest) {
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
