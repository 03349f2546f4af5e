package io.orderpipeline.consumer.monitoring;

import io.orderpipeline.consumer.monitoring.GroupOffsets.Offsets;
import java.util.Optional;

/** What must be remembered of one partition from second to second. One thread. */
final class PartitionMeter {

    private final RateMeter rate;
    private final LagMeter lag = new LagMeter();
    private final LatencyMeter write = SnapshotMaker.writeMeter();
    private final LatencyMeter endToEnd = SnapshotMaker.endToEndMeter();

    /** @param start in nanoseconds, when nothing was written yet */
    PartitionMeter(long start) {
        rate = new RateMeter(start);
    }

    /** @param offsets empty when the broker has not said for a while */
    PartitionSnapshot look(
            long nanos, long millis, PartitionCounts counts, Optional<Offsets> offsets, LatencySample latency) {
        return new PartitionSnapshot(
                counts,
                offsets.map(known -> lag.lag(millis, known, counts.acknowledgedTimestamp())),
                rate.rates(nanos, counts.written()),
                write.add(latency.write()),
                endToEnd.add(latency.endToEnd()));
    }
}
