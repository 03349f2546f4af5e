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

    public static Totals of(List<PartitionSnapshot> partitions) {
        return new Totals(
                partitions.stream().mapToLong(PartitionSnapshot::polled).sum(),
                partitions.stream().mapToLong(PartitionSnapshot::written).sum(),
                partitions.stream().mapToLong(PartitionSnapshot::deadLettered).sum(),
                partitions.stream().mapToLong(PartitionSnapshot::inFlight).sum(),
                partitions.stream().mapToLong(PartitionSnapshot::handedBack).sum(),
                partitions.stream().mapToLong(PartitionSnapshot::retries).sum(),
                partitions.stream().mapToInt(PartitionSnapshot::requests).sum(),
                partitions.stream()
                        .filter(PartitionSnapshot::owned)
                        .mapToInt(PartitionSnapshot::requestLimit)
                        .sum(),
                partitions.stream().allMatch(PartitionSnapshot::reconciles));
    }
}
