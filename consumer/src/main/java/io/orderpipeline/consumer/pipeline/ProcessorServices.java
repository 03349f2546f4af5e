package io.orderpipeline.consumer.pipeline;

import io.orderpipeline.common.order.OrderJsonReader;
import io.orderpipeline.consumer.cassandra.row.RowWriter;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;

/**
 * What all partitions' flows share; each part is safe for use by several threads.
 *
 * @param random from 0 to 1
 */
public record ProcessorServices(OrderJsonReader json, RowWriter writer, LongSupplier nanoTime, DoubleSupplier random) {}
