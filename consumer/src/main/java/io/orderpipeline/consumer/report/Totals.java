package io.orderpipeline.consumer.report;

import io.orderpipeline.consumer.observe.PartitionSnapshot;
import java.util.List;

/** The counts of all partitions together. */
record Totals(long polled, long written, long deadLettered, long inFlight, long handedBack, boolean reconcile) {

    static Totals of(List<PartitionSnapshot> partitions) {
        return new Totals(
                partitions.stream().mapToLong(PartitionSnapshot::polled).sum(),
                partitions.stream().mapToLong(PartitionSnapshot::written).sum(),
                partitions.stream().mapToLong(PartitionSnapshot::deadLettered).sum(),
                partitions.stream().mapToLong(PartitionSnapshot::inFlight).sum(),
                partitions.stream().mapToLong(PartitionSnapshot::handedBack).sum(),
                partitions.stream().allMatch(PartitionSnapshot::reconciles));
    }
}
