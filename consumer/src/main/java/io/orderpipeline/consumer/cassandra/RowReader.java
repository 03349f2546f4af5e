package io.orderpipeline.consumer.cassandra;

import io.orderpipeline.consumer.cassandra.row.AddedColumns;
import io.orderpipeline.consumer.cassandra.row.StoredOrder;
import java.time.Duration;
import java.util.Optional;
import java.util.SortedSet;
import java.util.function.Consumer;

/** Where rows are read back. A seam for tests of everything that happens with them. */
public interface RowReader {

    /** The columns beyond an order's own that rows are read with. */
    AddedColumns extraColumns();

    /** The partitions that have rows. */
    SortedSet<Integer> partitions() throws InterruptedException;

    /** How long a row lives from when it was written; empty for ever. */
    Optional<Duration> timeToLive();

    /** Gives every row of a partition, those in a wrong place too. */
    void read(int partition, Consumer<StoredOrder> rows) throws InterruptedException;

    Optional<StoredOrder> find(int partition, String orderId) throws InterruptedException;
}
