package io.orderpipeline.consumer.pipeline;

import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/**
 * Limits the records and bytes in flight between Kafka and Cassandra for the whole process. The limits are shared
 * evenly among the partitions that are assigned at the time, so they hold for any assignment, and no partition starves
 * another. Safe for use by several threads.
 */
final class InFlightBudget {

    /** More per poll would only reach the limit sooner. */
    private static final int MOST_POLLED = 2_000;

    /** Three of the largest batches. The garbage collector would copy more than that, without a gain. */
    private static final int MOST_RECORDS_OF_PARTITION = 12_000;

    /** Approximate size of the objects for one record: the record with its headers, its queue entries, its row. */
    private static final int RECORD_OVERHEAD = 800;

    private final int records;
    private final long bytes;
    private final AtomicInteger partitions = new AtomicInteger();

    /**
     * @param records polled and not yet passed by the watermark, and dead letters that are not committed
     * @param bytes of records that are not acknowledged
     */
    InFlightBudget(int records, long bytes) {
        this.records = records;
        this.bytes = bytes;
    }

    void addPartition() {
        partitions.incrementAndGet();
    }

    void removePartition() {
        partitions.decrementAndGet();
    }

    /** The share of one partition: at least one record, so that every partition makes progress. */
    int recordShare() {
        return Math.max(1, Math.min(MOST_RECORDS_OF_PARTITION, records / Math.max(1, partitions.get())));
    }

    /** The share of one partition. */
    long byteShare() {
        return Math.max(1, bytes / Math.max(1, partitions.get()));
    }

    /** The records for one poll: a partition that still accepts a poll has half its share left to drain into. */
    static int pollRecords(int records, int partitions) {
        return Math.max(1, Math.min(MOST_POLLED, records / Math.max(1, partitions) / 4));
    }

    /** The bytes for one poll: all threads together poll half of the bytes in flight. */
    static int pollBytes(long bytes, int partitions) {
        return (int) Math.max(1, Math.min(Integer.MAX_VALUE, bytes / Math.max(1, partitions) / 2));
    }

    /** The approximate size of a record in memory, in bytes. */
    static int sizeOf(ConsumerRecord<byte[], byte[]> record) {
        int size = RECORD_OVERHEAD + length(record.key()) + length(record.value());
        for (Header header : record.headers()) {
            size += header.key().length() + length(header.value());
        }
        return size;
    }

    private static int length(byte[] bytes) {
        return bytes == null ? 0 : bytes.length;
    }
}
