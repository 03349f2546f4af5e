package io.orderpipeline.consumer.pipeline;

import io.orderpipeline.consumer.cassandra.row.LogGenerations;
import io.orderpipeline.consumer.cassandra.row.RowWriter;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;

/**
 * What the processors of all partitions share: each part is safe for use by several threads.
 *
 * @param pollRecords the maximum number of records that one poll returns
 * @param batchRows the maximum for one request to Cassandra
 * @param batchBytes the maximum for one request to Cassandra, as the server counts them
 * @param random from 0 to 1
 */
record ProcessorContext(
        RowDecoder decoder,
        RowWriter writer,
        LogGenerations generations,
        InFlightBudget budget,
        int pollRecords,
        int batchRows,
        int batchBytes,
        LongSupplier nanoTime,
        DoubleSupplier random) {

    /**
     * Servers limit batches to 50 KiB. Cassandra 5.0 does not apply the limit to batches of one partition, such as
     * these; they stay below it all the same, because a failed batch is retried as a whole.
     */
    static final int BATCH_BYTES = 48 * 1024;
}
