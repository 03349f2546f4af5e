package io.orderpipeline.consumer.pipeline;

import io.orderpipeline.consumer.cassandra.row.AddedColumns;
import io.orderpipeline.consumer.cassandra.row.LogGenerations;
import io.orderpipeline.consumer.cassandra.row.OrderRow;
import io.orderpipeline.consumer.cassandra.row.RowEncoder;
import io.orderpipeline.consumer.cassandra.row.RowWriter;
import io.orderpipeline.consumer.cassandra.row.WriteFailure;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/** A table whose acknowledgements the test controls. */
final class FakeWriter implements RowWriter {

    /** In flight, oldest first. */
    final List<Request> requests = new CopyOnWriteArrayList<>();

    final List<OrderRow> table = new ArrayList<>();

    /** The logs that were asked for, and how the base is found; a test may replace it. */
    final List<LogGenerations.Past> pasts = new CopyOnWriteArrayList<>();

    volatile Function<LogGenerations.Past, CompletionStage<Long>> bases = past -> CompletableFuture.completedFuture(0L);

    final LogGenerations generations = (partition, log, past) -> {
        pasts.add(past);
        return bases.apply(past);
    };

    record Request(List<OrderRow> rows, Consumer<Optional<WriteFailure>> outcome) {}

    /** One shard, unless a test changes it. */
    ToLongFunction<OrderRow> shards = row -> 0;

    /** For a table without added columns. */
    final RowEncoder encoder = (partition, offset, order, fields) -> {
        OrderRow row = new OrderRow(partition, 0, offset, order, AddedColumns.NONE.encode(fields));
        return new OrderRow(partition, shards.applyAsLong(row), offset, order, row.added());
    };

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
        return table.stream().map(OrderRow::version).sorted().toList();
    }
}
