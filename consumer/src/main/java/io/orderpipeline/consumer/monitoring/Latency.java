package io.orderpipeline.consumer.monitoring;

import java.util.List;

/**
 * How long something took, in seconds.
 *
 * @param count how often it happened during the last second; with none, the two others are zero and mean nothing
 * @param p50 half took less
 * @param p99 all but one in a hundred took less
 * @param sinceStart what metrics tell
 */
public record Latency(long count, double p50, double p99, Buckets sinceStart) {

    /**
     * Since the start, by fixed bounds.
     *
     * @param bounds upper ones, inclusive, in seconds, rising
     * @param counts one for each bound and one more for what took longer; not added up
     * @param sum in seconds, right to one in a hundred
     */
    public record Buckets(List<Double> bounds, List<Long> counts, double sum) {
        public Buckets {
            bounds = List.copyOf(bounds);
            counts = List.copyOf(counts);
        }
    }
}
