package io.orderpipeline.consumer.pipeline;

/**
 * How much may be under way between Kafka and Cassandra, by the heap there is. What is under way lives long enough to
 * survive a collection of the young objects, so that in a small heap much of it costs more in copying than it gains in
 * speed.
 *
 * @param records polled and not yet stored, in the whole process
 * @param bytes of their keys and values
 * @param fetchBytes of one partition in one answer of the broker
 */
public record HeapLimits(int records, long bytes, int fetchBytes) {

    private static final long MEBIBYTE = 1 << 20;

    /** More does not make it faster. */
    private static final int MOST_RECORDS = 12_000;

    private static final long MOST_BYTES = 16 * MEBIBYTE;

    /** That of Kafka's own client. */
    private static final long MOST_FETCH_BYTES = MEBIBYTE;

    /** One record with all it drags along, from the broker's answer to the request to Cassandra, takes some 2.5 KiB. */
    private static final int RECORDS_PER_MEBIBYTE = 16;

    /** @param heap the most that it may grow to, in bytes */
    public static HeapLimits of(long heap) {
        return new HeapLimits(
                (int) Math.min(MOST_RECORDS, Math.max(1, heap / MEBIBYTE * RECORDS_PER_MEBIBYTE)),
                Math.min(MOST_BYTES, heap / 8),
                (int) Math.min(MOST_FETCH_BYTES, heap / 512));
    }

    public static HeapLimits ofThisProcess() {
        return of(Runtime.getRuntime().maxMemory());
    }
}
