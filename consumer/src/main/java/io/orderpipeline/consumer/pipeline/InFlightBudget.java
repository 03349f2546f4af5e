package io.orderpipeline.consumer.pipeline;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * What the process may hold between Kafka and Cassandra, shared out evenly among the partitions that it has at the
 * time: so the bound holds for the process as a whole, whatever the group deals out, and no partition starves another.
 * Safe for use by several threads.
 */
public final class InFlightBudget {

    /** More at a time would only fill the bound sooner. */
    private static final int MOST_POLLED = 500;

    private final int records;
    private final long bytes;
    private final AtomicInteger partitions = new AtomicInteger();

    /**
     * @param records polled and not yet passed by the watermark, and dead letters not yet committed
     * @param bytes of records that are not acknowledged
     */
    public InFlightBudget(int records, long bytes) {
        this.records = records;
        this.bytes = bytes;
    }

    void join() {
        partitions.incrementAndGet();
    }

    void leave() {
        partitions.decrementAndGet();
    }

    /** For one partition; never nothing, lest it stand still. */
    int recordShare() {
        return Math.max(1, records / Math.max(1, partitions.get()));
    }

    /** For one partition. */
    long byteShare() {
        return Math.max(1, bytes / Math.max(1, partitions.get()));
    }

    /**
     * What one poll may bring, so that a partition with room for one more poll has half its share left to empty into.
     *
     * @param partitions that the process may have
     */
    public int pollRecords(int partitions) {
        return Math.max(1, Math.min(MOST_POLLED, records / Math.max(1, partitions) / 4));
    }
}
