package io.orderpipeline.consumer.monitoring;

import io.orderpipeline.consumer.monitoring.PipelineSnapshot.Latency;
import io.orderpipeline.consumer.monitoring.PipelineSnapshot.Rates;
import java.time.Duration;
import java.util.Optional;

/**
 * The state of one partition of the topic, assigned to this process or not. Immutable.
 *
 * @param counts of this process; zeros for a partition that was never assigned to it
 * @param lag of the group; empty while the broker does not respond
 * @param rates of orders written by this process
 */
public record PartitionSnapshot(
        PartitionCounts counts, Optional<Lag> lag, Rates rates, Latency write, Latency endToEnd) {

    /**
     * How far the group is behind in one partition.
     *
     * @param committed offset of the first record that is not known to be stored
     * @param end offset of the next record to be appended
     * @param records between them; never negative
     * @param behind how long the oldest of them has been waiting; zero when there is none
     * @param hidden number of offsets after {@code end} that an open transaction hides; they are not lag yet
     * @param hiddenFor how long {@code end} has not moved because of it; zero when nothing is hidden
     */
    public record Lag(long committed, long end, long records, Duration behind, long hidden, Duration hiddenFor) {

        public Lag(long committed, long end, long records, Duration behind) {
            this(committed, end, records, behind, 0, Duration.ZERO);
        }
    }

    public int partition() {
        return counts.partition();
    }
}
