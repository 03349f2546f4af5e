package io.orderpipeline.testing.benchmark.contender;

import io.orderpipeline.common.order.AdditionalField;
import io.orderpipeline.consumer.cassandra.row.AddedColumnValues;
import io.orderpipeline.consumer.cassandra.row.EncodedOrder;
import io.orderpipeline.consumer.cassandra.row.OrderRow;
import io.orderpipeline.consumer.cassandra.row.RowWriter;
import io.orderpipeline.consumer.cassandra.row.WriteFailure;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Reports each acknowledged row to the watch. Safe for use by several threads. */
record LatencyWriter(RowWriter writer, LatencyWatch watch) implements RowWriter {

    @Override
    public AddedColumnValues cells(List<AdditionalField> extraFields) {
        return writer.cells(extraFields);
    }

    @Override
    public long slot(EncodedOrder cells) {
        return writer.slot(cells);
    }

    @Override
    public void write(List<OrderRow> rows, Consumer<Optional<WriteFailure>> outcome) {
        writer.write(rows, failure -> {
            if (failure.isEmpty()) {
                watch.acknowledged(rows.stream().map(OrderRow::timestamp).toList());
            }
            outcome.accept(failure);
        });
    }
}
