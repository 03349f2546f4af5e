package io.orderpipeline.benchmark.contender;

import io.orderpipeline.consumer.cassandra.ExtraCells;
import io.orderpipeline.consumer.cassandra.OrderCells;
import io.orderpipeline.consumer.cassandra.OrderRow;
import io.orderpipeline.consumer.cassandra.RowWriter;
import io.orderpipeline.consumer.cassandra.WriteFailure;
import io.orderpipeline.order.ExtraField;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Has the watch look at each acknowledged row. Safe for use by several threads. */
record LatencyWriter(RowWriter writer, LatencyWatch watch) implements RowWriter {

    @Override
    public ExtraCells cells(List<ExtraField> extraFields) {
        return writer.cells(extraFields);
    }

    @Override
    public long slot(OrderCells cells) {
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
