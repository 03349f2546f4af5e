package io.orderpipeline.consumer.monitoring;

import io.orderpipeline.consumer.monitoring.GroupOffsets.Offsets;
import io.orderpipeline.consumer.monitoring.PartitionSnapshot.Lag;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Iterator;

/**
 * Measures the lag of one partition, and how long its oldest record that is not stored has been waiting: since the
 * first sample whose end offset is greater than the committed offset. This reads no records, works for a paused
 * partition and for one of another process, and grows while nothing is committed.
 *
 * <p>A record that is older than the first sample, or that was appended while there were no samples, has been waiting
 * longer than that: since its timestamp, as soon as this process has polled it. One thread.
 */
final class LagMeter {

    /** Half an hour of samples; when there are more, every second one is dropped and the time becomes coarser. */
    static final int MAXIMUM_SAMPLES = 1_800;

    private final ArrayDeque<Sample> samples = new ArrayDeque<>();

    /** The end offset at the first sample, or at the first one after a time without samples. */
    private long firstEnd = -1;

    private long hidingEnd = -1;
    private long hiddenSince;

    private record Sample(long millis, long end) {}

    /**
     * @param now in milliseconds since 1970
     * @param waitingTimestamp as in {@link PartitionCounts.Position}
     */
    Lag lag(long now, Offsets offsets, long waitingTimestamp) {
        long committed = Math.max(offsets.beginning(), offsets.committed());
        if (firstEnd < 0 || offsets.end() < samples.peekLast().end) {
            // The first sample, or the topic was recreated.
            samples.clear();
            firstEnd = offsets.end();
        } else if (now - samples.peekLast().millis >= PipelineSnapshot.SILENCE.toMillis()) {
            firstEnd = offsets.end();
        }
        samples.addLast(new Sample(now, offsets.end()));
        while (samples.size() > 1 && samples.peekFirst().end <= committed) {
            samples.removeFirst();
        }
        if (samples.size() > MAXIMUM_SAMPLES) {
            thinOut();
        }
        Duration hiddenFor = hiddenFor(now, offsets);
        if (offsets.lag() == 0) {
            return new Lag(committed, offsets.end(), 0, Duration.ZERO, offsets.hidden(), hiddenFor);
        }
        long since = samples.peekFirst().millis;
        if (committed < firstEnd && waitingTimestamp != PartitionCounts.NO_TIMESTAMP) {
            since = Math.min(since, waitingTimestamp);
        }
        Duration behind = Duration.ofMillis(Math.max(0, now - since));
        return new Lag(committed, offsets.end(), offsets.lag(), behind, offsets.hidden(), hiddenFor);
    }

    /** Since the last stable offset stopped: it moves on with every transaction of a producer that works. */
    private Duration hiddenFor(long now, Offsets offsets) {
        if (offsets.hidden() == 0 || offsets.end() != hidingEnd) {
            hiddenSince = now;
            hidingEnd = offsets.hidden() == 0 ? -1 : offsets.end();
        }
        return Duration.ofMillis(Math.max(0, now - hiddenSince));
    }

    int samples() {
        return samples.size();
    }

    private void thinOut() {
        boolean keep = false;
        for (Iterator<Sample> all = samples.iterator(); all.hasNext(); ) {
            all.next();
            keep = !keep;
            if (!keep) {
                all.remove();
            }
        }
    }
}
