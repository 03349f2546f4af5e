package io.orderpipeline.consumer.monitoring;

import io.orderpipeline.consumer.monitoring.PipelineSnapshot.Rates;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/** Computes rates of a count that is sampled about once a second. One thread. */
final class RateMeter {

    static final int RECENT = 60;

    private static final long TEN_SECONDS = Duration.ofSeconds(10).toNanos();

    /** One more than the number of rates. */
    private final ArrayDeque<Sample> samples = new ArrayDeque<>(RECENT + 1);

    private Sample first;

    private record Sample(long nanos, long count) {

        double rateSince(Sample earlier) {
            return nanos == earlier.nanos ? 0 : (count - earlier.count) * 1e9 / (nanos - earlier.nanos);
        }
    }

    /** @param start in nanoseconds, when the count was zero */
    RateMeter(long start) {
        first = new Sample(start, 0);
        samples.add(first);
    }

    /** For a count that did not start at zero, such as an offset: the rates start with this sample. */
    static RateMeter ofRunningCount(long now, long count) {
        RateMeter meter = new RateMeter(now);
        meter.samples.clear();
        meter.first = new Sample(now, count);
        meter.samples.add(meter.first);
        return meter;
    }

    Rates rates(long now, long count) {
        Sample newest = new Sample(now, count);
        samples.addLast(newest);
        if (samples.size() > RECENT + 1) {
            samples.removeFirst();
        }
        List<Double> recent = new ArrayList<>(samples.size());
        Sample tenSecondsAgo = samples.peekFirst();
        Sample before = null;
        for (Sample sample : samples) {
            if (before != null) {
                recent.add(sample.rateSince(before));
            }
            if (now - sample.nanos >= TEN_SECONDS) {
                tenSecondsAgo = sample;
            }
            before = sample;
        }
        double last = recent.isEmpty() ? 0 : recent.get(recent.size() - 1);
        return new Rates(last, newest.rateSince(tenSecondsAgo), newest.rateSince(first), recent);
    }
}
