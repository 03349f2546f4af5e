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
 * @param random from 0 to 1
 */
record ProcessorContext(
        RowDecoder decoder,
        RowWriter writer,
        LogGenerations generations,
        InFlightBudget budget,
        int pollRecords,
        int batchRows,
        LongSupplier nanoTime,
        DoubleSupplier random) {}
