package io.orderpipeline.consumer.cassandra;

import io.orderpipeline.consumer.cassandra.row.AddedColumns;
import io.orderpipeline.consumer.cassandra.row.StoredOrder;
import java.time.Duration;
import java.util.Optional;
import java.util.SortedSet;
import java.util.function.Consumer;

/**
 * Reads the rows of the orders table. An interface, so that tests can replace the database. Safe for use by several
 * threads.
 */
public interface RowReader {

    /** The added columns that are part of each row. */
    AddedColumns addedColumns();

    /** The Kafka partitions that have rows. */
    SortedSet<Integer> partitions() throws InterruptedException;

    /** The TTL of a row; empty when rows do not expire. */
    Optional<Duration> timeToLive();

    /** Passes on every row of a Kafka partition, including rows in a shard that their id does not belong to. */
    void read(int partition, Consumer<StoredOrder> rows) throws InterruptedException;

    Optional<StoredOrder> find(int partition, String orderId) throws InterruptedException;
}
