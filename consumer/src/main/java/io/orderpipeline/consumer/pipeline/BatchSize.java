package io.orderpipeline.consumer.pipeline;

import java.time.Duration;

/**
 * Adapts the size of the batches of one partition to the database, which handles a batch as one mutation: a row costs
 * it half as much CPU time in a batch of 4,000 rows as in one of 200. But a batch that takes too long times out. The
 * limit starts where every server accepts it. It rises to twice the size of a batch that was acknowledged in time, and
 * falls to half the size of one that was late or failed.
 *
 * <p>Servers also have a limit of their own, and reveal it only by rejecting a batch. That bounds the size for good.
 *
 * <p>Sizes are in bytes as the server counts them; a single row may exceed them. One thread.
 */
final class BatchSize {

    /** Servers with stock settings reject batches above 50 KiB, if they apply this limit to one partition. */
    static final int INITIAL = 48 * 1024;

    /** Larger batches are hardly cheaper. A 16th of the largest mutation that a server accepts by default. */
    static final int MAX = 1 << 20;

    static final int MIN = 4 * 1024;

    /** Batches that take longer are too large: a quarter of the server's default timeout for writes. */
    static final Duration LATE = Duration.ofMillis(500);

    /** Batches that take less may grow. */
    static final Duration IN_TIME = LATE.dividedBy(2);

    private int max = MAX;
    private int limit = INITIAL;

    /** The limit for the next batch. */
    int limit() {
        return limit;
    }

    /** @param nanos from the request to its acknowledgement */
    void acknowledged(int bytes, long nanos) {
        if (nanos > LATE.toNanos()) {
            lower(bytes);
        } else if (nanos <= IN_TIME.toNanos()) {
            limit = Math.max(limit, Math.min(max, 2 * bytes));
        }
    }

    /** A timeout or overload. */
    void failed(int bytes) {
        lower(bytes);
    }

    /** Batches that were in flight together have the same size, and lower the limit once. */
    private void lower(int bytes) {
        boolean isLimited = bytes > limit / 2;
        if (isLimited) {
            limit = Math.max(MIN, Math.min(limit, bytes / 2));
        }
    }

    /** @return false when the limit is already low enough, because other batches of this size were in flight */
    boolean rejected(int bytes) {
        int before = limit;
        max = Math.min(max, bytes / 2);
        limit = Math.min(limit, max);
        return limit < before;
    }
}
