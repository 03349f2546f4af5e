package io.orderpipeline.consumer.cassandra.row;

import java.time.Instant;

/**
 * An order on its way to its row.
 *
 * @param partition of Kafka, which with the slot is the row's partition in Cassandra
 * @param slot of the table's layout
 * @param offset decides which of several writes to one row wins: the later
 * @param extraCells what goes into the columns that an order does not have
 */
public record OrderRow(int partition, long slot, long offset, EncodedOrder cells, AddedColumnValues extraCells) {

    /**
     * What a server counts for a row beside its cells: 8 for its life and 13 for its deletion. Of these 20 are in the
     * cells, where the order's id is counted as one; some bytes more make up for what an update as a whole counts for.
     */
    private static final int ROW_OVERHEAD = 4;

    /** What the row counts for in the server's bound on a batch. */
    public int batchBytes() {
        return ROW_OVERHEAD + cells.batchBytes() + extraCells.batchBytes();
    }

    public String category() {
        return cells.category();
    }

    public Instant timestamp() {
        return cells.timestamp();
    }
}
