package io.orderpipeline.consumer.pipeline;

/**
 * Default limits for records in flight, by the size of the heap. Records in flight survive young collections, so in a
 * small heap many of them cost more for copying than they gain in throughput.
 *
 * @param records in flight in the whole process
 * @param bytes in flight in the whole process
 * @param fetchBytes of one partition in one response of the broker
 */
public record HeapLimits(int records, long bytes, int fetchBytes) {

    private static final long MEBIBYTE = 1 << 20;

    /** More does not increase throughput. */
    private static final int MOST_RECORDS = 12_000;

    private static final long MOST_BYTES = 16 * MEBIBYTE;

    /** The default of the Kafka client. */
    private static final long MOST_FETCH_BYTES = MEBIBYTE;

    /** One record needs about 2.5 KiB for all objects from the broker's response to the request to Cassandra. */
    private static final int RECORDS_PER_MEBIBYTE = 16;

    /** @param heap the maximum size in bytes */
    static HeapLimits of(long heap) {
        return new HeapLimits(
                (int) Math.min(MOST_RECORDS, Math.max(1, heap / MEBIBYTE * RECORDS_PER_MEBIBYTE)),
                Math.min(MOST_BYTES, heap / 8),
                (int) Math.min(MOST_FETCH_BYTES, heap / 512));
    }

    public static HeapLimits ofThisProcess() {
        return of(Runtime.getRuntime().maxMemory());
    }
}
