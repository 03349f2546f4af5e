package io.orderpipeline.consumer.poll;

import java.time.Duration;

/**
 * The bounds of one partition's flow. What the process as a whole may hold is shared out among the partitions of the
 * topic beforehand, so that no two threads need to agree while they run.
 *
 * @param records polled and not yet passed by the watermark, at which the partition is paused; one poll may overshoot
 * @param bytes of the records that are not acknowledged, at which the partition is paused; one poll may overshoot
 * @param requests to Cassandra at one time
 * @param batchRows in one request
 * @param batchBytes in one request, as estimated
 */
public record FlowLimits(int records, long bytes, int requests, int batchRows, int batchBytes) {

    /** A stock server refuses batches above 50 KiB. */
    private static final int BATCH_BYTES = 48 * 1024;

    private static final int REQUESTS = 4;

    private static final int LEAST_RECORDS = 100;
    private static final long LEAST_BYTES = 256 * 1024;

    /** Between two commits while records flow. */
    static final Duration COMMIT_INTERVAL = Duration.ofSeconds(1);

    /** Between two commits when all is acknowledged, so that lag and hand-over are not late for nothing. */
    static final Duration IDLE_COMMIT_INTERVAL = Duration.ofMillis(200);

    /** For what is in flight when a partition goes or the program stops. */
    static final Duration DRAIN_LIMIT = Duration.ofSeconds(3);

    /**
     * @param maximumRecords in the whole process
     * @param maximumBytes in the whole process
     */
    public static FlowLimits share(int maximumRecords, long maximumBytes, int partitions, int batchRows) {
        return new FlowLimits(
                Math.max(LEAST_RECORDS, maximumRecords / partitions),
                Math.max(LEAST_BYTES, maximumBytes / partitions),
                REQUESTS,
                batchRows,
                BATCH_BYTES);
    }
}
