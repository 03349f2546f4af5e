package io.orderpipeline.common.order;

/** Writes orders as the values of records in one format. Safe for any thread. */
@FunctionalInterface
public interface OrderWriter {

    byte[] write(Order order);
}
