package io.orderpipeline.consumer.cassandra.row;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Writes batches of rows. Safe for use by several threads. */
@FunctionalInterface
public interface RowWriter {

    /**
     * Writes asynchronously: all rows or, as far as the caller knows, none.
     *
     * @param rows of one partition and shard, at least one
     * @param outcome called once, empty when Cassandra has acknowledged, never {@link WriteFailure.Refused}; on the
     *     driver's I/O threads, so it must not block
     */
    void write(List<OrderRow> rows, Consumer<Optional<WriteFailure>> outcome);
}
