package io.orderpipeline.consumer.monitoring;

import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/**
 * The latencies of one partition since the last sample.
 *
 * @param write requests that Cassandra acknowledged, from sending to the response, in microseconds
 * @param endToEnd orders, from their record's timestamp until they were stored, in milliseconds
 */
record LatencySample(Histogram write, Histogram endToEnd) {

    static final long LONGEST_WRITE_MICROS = TimeUnit.MINUTES.toMicros(10);

    /** A topic that is read from its beginning has orders of any age. */
    static final long LONGEST_END_TO_END_MILLIS = TimeUnit.DAYS.toMillis(30);

    static LatencySample empty() {
        return new LatencySample(
                LatencyRecorder.histogram(LONGEST_WRITE_MICROS), LatencyRecorder.histogram(LONGEST_END_TO_END_MILLIS));
    }

    void add(LatencySample other) {
        write.add(other.write);
        endToEnd.add(other.endToEnd);
    }
}
