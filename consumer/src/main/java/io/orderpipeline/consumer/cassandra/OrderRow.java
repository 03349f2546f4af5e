package io.orderpipeline.consumer.cassandra;

import io.orderpipeline.order.Order;

/**
 * An order on its way to its row.
 *
 * @param partition of Kafka, which is the row's partition in Cassandra too
 * @param offset decides which of several writes to one row wins: the later
 * @param extraCells what goes into the columns that an order does not have
 * @param recordBytes size of the Kafka record's value
 */
public record OrderRow(int partition, long offset, Order order, ExtraCells extraCells, int recordBytes) {

    /** The columns of fixed size, and what Cassandra keeps beside each cell. */
    private static final int FIXED_BYTES = 160;

    /**
     * What the row counts for in the server's bound on a batch, and never less: its texts take no more bytes than they
     * did in JSON.
     */
    public int estimatedBytes() {
        return FIXED_BYTES + extraCells.columns().estimatedBytes() + recordBytes;
    }
}
