package io.orderpipeline.consumer.monitoring;

import java.util.Optional;

/**
 * One partition of the topic, whoever has it.
 *
 * @param counts what this process has done with it; zeros when that is nothing
 * @param lag of the group; empty when the broker has not said for a while
 * @param rates of orders written by this process
 */
public record PartitionSnapshot(
        PartitionCounts counts, Optional<Lag> lag, Rates rates, Latency write, Latency endToEnd) {

    public int partition() {
        return counts.partition();
    }
}
