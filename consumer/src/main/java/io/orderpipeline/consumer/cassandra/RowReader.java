package io.orderpipeline.consumer.cassandra;

import java.util.Optional;
import java.util.SortedSet;
import java.util.function.Consumer;

/** Where rows are read back. A seam for tests of everything that happens with them. */
public interface RowReader {

    /** The columns beyond an order's own that rows are read with. */
    ExtraColumns extraColumns();

    /** The partitions that have rows. */
    SortedSet<Integer> partitions() throws InterruptedException;

    /** Gives every row of a partition, by ascending order id. */
    void read(int partition, Consumer<StoredOrder> rows) throws InterruptedException;

    Optional<StoredOrder> find(int partition, String orderId) throws InterruptedException;
}
