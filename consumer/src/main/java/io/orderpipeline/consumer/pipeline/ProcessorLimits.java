package io.orderpipeline.consumer.pipeline;

import java.time.Duration;

/**
 * The bounds of the partitions' flows.
 *
 * @param budget for records between Kafka and Cassandra, of the whole process
 * @param pollRecords that one poll may bring
 * @param batchRows in one request to Cassandra
 * @param batchBytes in one request, as a server counts them
 */
public record ProcessorLimits(InFlightBudget budget, int pollRecords, int batchRows, int batchBytes) {

    /**
     * Servers have a bound of 50 KiB on batches. Cassandra 5.0 does not apply it to batches of one partition, as ours are;
     * we stay below it all the same: what fails is repeated whole.
     */
    private static final int BATCH_BYTES = 48 * 1024;

    /** Between two commits while records flow. */
    static final Duration COMMIT_INTERVAL = Duration.ofSeconds(1);

    /** Between two commits when all is acknowledged, so that lag and hand-over are not late for nothing. */
    static final Duration IDLE_COMMIT_INTERVAL = Duration.ofMillis(200);

    /** For what is in flight when a partition goes or the program stops. */
    static final Duration DRAIN_LIMIT = Duration.ofSeconds(3);

    /** @param partitions that the process may have */
    public static ProcessorLimits of(InFlightBudget budget, int partitions, int batchRows) {
        return new ProcessorLimits(budget, budget.pollRecords(partitions), batchRows, BATCH_BYTES);
    }
}
