package io.orderpipeline.consumer.cassandra.row;

import io.orderpipeline.common.order.AdditionalField;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Where rows go. A seam for tests of everything that happens before. */
public interface RowWriter {

    /** What a row would hold of these further fields of its order, in the table as it is now. */
    AddedColumnValues cells(List<AdditionalField> extraFields);

    /** Where in its Kafka partition's part of the table the order's row is; rows of one slot can be written together. */
    long slot(EncodedOrder cells);

    /**
     * Writes without waiting; all rows or, as far as the caller knows, none.
     *
     * @param rows of one partition and slot, at least one
     * @param outcome called once, empty when Cassandra has acknowledged; on the driver's I/O threads, so it must not
     *     block
     */
    void write(List<OrderRow> rows, Consumer<Optional<WriteFailure>> outcome);
}
