package io.orderpipeline.consumer.pipeline;

import io.orderpipeline.consumer.cassandra.row.OrderRow;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.IntSupplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * The batches of one partition that are being filled, one for each shard of the table: all rows of a request must be in
 * one Cassandra partition. One thread.
 */
final class OpenBatches {

    /** In the order in which they were opened. */
    private final Map<Long, Batch> byShard = new LinkedHashMap<>();

    private final int maxRows;
    private final IntSupplier maxBytes;
    private int rows;

    /**
     * @param maxRows in one batch
     * @param maxBytes in one batch, as the server counts them; a single row may exceed them
     */
    OpenBatches(int maxRows, IntSupplier maxBytes) {
        this.maxRows = maxRows;
        this.maxBytes = maxBytes;
    }

    boolean isEmpty() {
        return rows == 0;
    }

    /** In all open batches. */
    int rows() {
        return rows;
    }

    /** @return false when the row does not fit into the batch of its shard, which must be taken first */
    boolean add(long sequence, ConsumerRecord<byte[], byte[]> record, OrderRow row) {
        Batch batch = byShard.computeIfAbsent(row.shard(), shard -> new Batch());
        if (batch.size() > 0 && batch.bytes() + row.batchBytes() > maxBytes.getAsInt()) {
            return false;
        }
        batch.add(sequence, record, row);
        rows++;
        return true;
    }

    boolean isFull(long shard) {
        Batch batch = byShard.get(shard);
        return batch.size() >= maxRows || batch.bytes() >= maxBytes.getAsInt();
    }

    Batch take(long shard) {
        Batch batch = byShard.remove(shard);
        rows -= batch.size();
        return batch;
    }

    /** An empty batch when none is open. */
    Batch takeOldest() {
        return isEmpty() ? new Batch() : take(byShard.keySet().iterator().next());
    }
}
