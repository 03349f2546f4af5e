package io.orderpipeline.consumer.pipeline;

import io.orderpipeline.consumer.cassandra.row.OrderRow;

/**
 * How large a request to Cassandra may be. Servers differ in what they take, and say so only by refusing: the bound
 * then falls to half of what was refused, and stays there. One thread.
 */
final class BatchLimits {

    private final int rows;
    private int bytes;

    /**
     * @param rows in one request
     * @param bytes in one request, as a server counts them; a single row may have more
     */
    BatchLimits(int rows, int bytes) {
        this.rows = rows;
        this.bytes = bytes;
    }

    boolean hasRoomIn(Batch batch) {
        return batch.size() < rows && batch.bytes() < bytes;
    }

    boolean takes(Batch batch, OrderRow row) {
        return batch.size() == 0 || batch.bytes() + row.batchBytes() <= bytes;
    }

    /** @return whether that was news; other batches of the same size may have been under way */
    boolean refused(Batch batch) {
        int bytesBefore = bytes;
        bytes = Math.min(bytes, batch.bytes() / 2);
        return bytes < bytesBefore;
    }

    int bytes() {
        return bytes;
    }
}
