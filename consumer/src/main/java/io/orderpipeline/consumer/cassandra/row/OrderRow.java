package io.orderpipeline.consumer.cassandra.row;

import java.time.Instant;

/**
 * An encoded row of the orders table, ready to be written.
 *
 * @param partition of Kafka; together with the shard it determines the row's partition in Cassandra
 * @param shard as the table's layout numbers them
 * @param version the base of the log (see {@link LogGenerations}) plus the offset of the record; of several writes to
 *     one row, the one with the highest version wins
 */
public record OrderRow(int partition, long shard, long version, EncodedOrder order, AddedColumns.Values added) {

    /**
     * What a server counts for a row in addition to its cells: 8 bytes of liveness and 13 of deletion. 20 of them are
     * in the cells, because the order id counts as a cell here; a few bytes cover the overhead of the whole update.
     */
    private static final int ROW_OVERHEAD = 4;

    /** The size that the server counts for a batch. */
    public int batchBytes() {
        return ROW_OVERHEAD + order.batchBytes() + added.batchBytes();
    }

    public String category() {
        return order.category();
    }

    public Instant timestamp() {
        return order.timestamp();
    }
}
