package io.orderpipeline.consumer.monitoring;

import java.util.List;

/**
 * The counts of all partitions together.
 *
 * @param requestLimit of the partitions that this process has now
 */
public record Totals(
        long polled,
        long written,
        long deadLettered,
        long inFlight,
        long handedBack,
        long retries,
        int requests,
        int requestLimit,
        boolean reconcile) {

    public static Totals of(List<PartitionCounts> partitions) {
        return new Totals(
                partitions.stream().mapToLong(PartitionCounts::polled).sum(),
                partitions.stream().mapToLong(PartitionCounts::written).sum(),
                partitions.stream().mapToLong(PartitionCounts::deadLettered).sum(),
                partitions.stream().mapToLong(PartitionCounts::inFlight).sum(),
                partitions.stream().mapToLong(PartitionCounts::handedBack).sum(),
                partitions.stream().mapToLong(PartitionCounts::retries).sum(),
                partitions.stream().mapToInt(PartitionCounts::requests).sum(),
                partitions.stream()
                        .filter(PartitionCounts::owned)
                        .mapToInt(PartitionCounts::requestLimit)
                        .sum(),
                partitions.stream().allMatch(PartitionCounts::reconciles));
    }
}
