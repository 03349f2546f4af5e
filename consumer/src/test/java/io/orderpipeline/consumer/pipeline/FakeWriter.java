package io.orderpipeline.consumer.pipeline;

import io.orderpipeline.common.order.AdditionalField;
import io.orderpipeline.consumer.cassandra.row.AddedColumnValues;
import io.orderpipeline.consumer.cassandra.row.AddedColumns;
import io.orderpipeline.consumer.cassandra.row.EncodedOrder;
import io.orderpipeline.consumer.cassandra.row.OrderRow;
import io.orderpipeline.consumer.cassandra.row.RowWriter;
import io.orderpipeline.consumer.cassandra.row.WriteFailure;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.ToLongFunction;

/** A table that acknowledges when the test says so. */
final class FakeWriter implements RowWriter {

    /** Under way, oldest first. */
    final List<Request> requests = new CopyOnWriteArrayList<>();

    final List<OrderRow> table = new ArrayList<>();

    record Request(List<OrderRow> rows, Consumer<Optional<WriteFailure>> outcome) {}

    @Override
    public AddedColumnValues cells(List<AdditionalField> extraFields) {
        return AddedColumns.NONE.cells(extraFields);
    }

    /** The table of the contract, unless a test says otherwise. */
    ToLongFunction<OrderRow> slots = row -> 0;

    @Override
    public long slot(EncodedOrder cells) {
        return slots.applyAsLong(new OrderRow(0, 0, 0, cells, cells(List.of())));
    }

    @Override
    public void write(List<OrderRow> rows, Consumer<Optional<WriteFailure>> outcome) {
        requests.add(new Request(rows, outcome));
    }

    void acknowledge(int index) {
        Request request = requests.remove(index);
        table.addAll(request.rows());
        request.outcome().accept(Optional.empty());
    }

    void acknowledgeAll() {
        while (!requests.isEmpty()) {
            acknowledge(0);
        }
    }

    void fail(int index, WriteFailure failure) {
        requests.remove(index).outcome().accept(Optional.of(failure));
    }

    List<Long> offsets() {
        return table.stream().map(OrderRow::offset).sorted().toList();
    }
}
