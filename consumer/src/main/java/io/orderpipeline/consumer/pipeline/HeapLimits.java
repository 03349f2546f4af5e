package io.orderpipeline.consumer.pipeline;

import io.orderpipeline.common.order.OrderLimits;
import io.orderpipeline.consumer.kafka.OrdersTopic;

/**
 * Default limits for records in flight, by the size of the heap. Records in flight survive young collections, so in a
 * small heap many of them cost more for copying than they gain in throughput.
 *
 * @param records in flight in the whole process
 * @param bytes in flight in the whole process
 * @param heap the maximum size in bytes
 */
public record HeapLimits(int records, long bytes, long heap) {

    private static final long MEBIBYTE = 1 << 20;

    /** More does not increase throughput. */
    private static final int MOST_RECORDS = 60_000;

    private static final long MOST_BYTES = 64 * MEBIBYTE;

    /** More does not increase throughput. */
    private static final long MOST_FETCH_BYTES = 2 * MEBIBYTE;

    /** A smaller fetch costs a request for every few records. */
    private static final long LEAST_FETCH_BYTES = 64 << 10;

    /** Memory of the program without any record: about 20 MB after a full collection, and some for garbage. */
    private static final long PROGRAM_MEBIBYTES = 32;

    /**
     * Of the heap that the program leaves. One record needs about 2.5 KiB for all objects from the broker's response to
     * the request to Cassandra, so this is a sixth of it.
     */
    private static final int RECORDS_PER_MEBIBYTE = 64;

    private static final int LEAST_RECORDS = 500;

    /** Above the limit of an order, so that only invalid records are cut. */
    private static final int SMALLEST_PART = 2 * OrderLimits.VALUE_BYTES;

    /** @param heap the maximum size in bytes */
    static HeapLimits of(long heap) {
        return new HeapLimits(
                (int) Math.max(
                        LEAST_RECORDS,
                        Math.min(MOST_RECORDS, (heap / MEBIBYTE - PROGRAM_MEBIBYTES) * RECORDS_PER_MEBIBYTE)),
                Math.min(MOST_BYTES, heap / 8),
                heap);
    }

    /**
     * Of one partition in one response of the broker, compressed. All partitions together take a 16th of the heap at
     * most, unless a single record is larger or there are thousands of partitions.
     */
    public int fetchBytes(int partitions) {
        return (int) Math.max(LEAST_FETCH_BYTES, Math.min(MOST_FETCH_BYTES, heap / 16 / Math.max(32, partitions)));
    }

    /** The largest part of a record to keep whole: it is in memory once more when it is dead-lettered. */
    public int partBytes(int threads) {
        return (int) Math.max(SMALLEST_PART, Math.min(OrdersTopic.LARGEST_DEAD_LETTER_BYTES, heap / 32 / threads));
    }

    /** The largest record that every thread can decompress at the same time. */
    public long recordBytes(int threads) {
        return heap / 6 / threads;
    }

    public static HeapLimits ofThisProcess() {
        return of(Runtime.getRuntime().maxMemory());
    }
}
