package io.orderpipeline.consumer.verify;

import io.orderpipeline.consumer.cassandra.RowReader;
import io.orderpipeline.consumer.cassandra.row.AddedColumns;
import io.orderpipeline.consumer.cassandra.row.StoredOrder;
import java.time.Duration;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedSet;
import java.util.function.Consumer;

/**
 * Stands for a table that the consumer has not created yet.
 *
 * @param name with its keyspace
 */
record NoTable(String name) implements RowReader {

    @Override
    public AddedColumns addedColumns() {
        return AddedColumns.NONE;
    }

    @Override
    public SortedSet<Integer> partitions() {
        return Collections.emptySortedSet();
    }

    @Override
    public Optional<Duration> timeToLive() {
        return Optional.empty();
    }

    @Override
    public void read(int partition, Consumer<StoredOrder> rows) {}

    @Override
    public Optional<StoredOrder> find(int partition, String orderId) {
        return Optional.empty();
    }
}
