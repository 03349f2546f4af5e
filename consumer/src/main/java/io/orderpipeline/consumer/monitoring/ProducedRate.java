package io.orderpipeline.consumer.monitoring;

import io.orderpipeline.consumer.monitoring.GroupOffsets.Offsets;
import io.orderpipeline.consumer.monitoring.PipelineSnapshot.Rates;
import java.util.Optional;

/**
 * Computes the rates of records appended to the topic from sample to sample of its end offsets: the same sample twice
 * would look like a second without records. Starts anew when the sum of the ends falls, as that of a recreated topic
 * does: the difference is no number of records. One thread.
 */
final class ProducedRate {

    private Optional<RateMeter> meter = Optional.empty();
    private Rates newest = Rates.UNKNOWN;
    private long newestAt;
    private long newestEnds;

    /** Unknown before the second sample of a topic, and while the newest sample is stale. */
    Rates rates(GroupOffsets.Sample sample, boolean isFresh) {
        if (!sample.isPresent() || !isFresh) {
            return Rates.UNKNOWN;
        }
        long ends = sample.offsets().values().stream().mapToLong(Offsets::end).sum();
        if (meter.isEmpty() || ends < newestEnds) {
            meter = Optional.of(RateMeter.ofRunningCount(sample.receivedAt(), ends));
            newest = Rates.UNKNOWN;
        } else if (sample.receivedAt() != newestAt) {
            newest = meter.get().rates(sample.receivedAt(), ends);
        }
        newestAt = sample.receivedAt();
        newestEnds = ends;
        return newest;
    }
}
