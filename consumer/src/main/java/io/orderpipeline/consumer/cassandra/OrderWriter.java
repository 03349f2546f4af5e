package io.orderpipeline.consumer.cassandra;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.servererrors.InvalidQueryException;
import io.orderpipeline.consumer.cassandra.row.OrderRow;
import io.orderpipeline.consumer.cassandra.row.RowWriter;
import io.orderpipeline.consumer.cassandra.row.WriteFailure;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Writes rows through the shared driver session. Safe for use by several threads. */
final class OrderWriter implements RowWriter {

    private final CqlSession session;
    private final ShardIndex index;
    private final InsertStatements inserts;

    OrderWriter(CqlSession session, TargetTable table, InsertStatements inserts) {
        this.session = session;
        this.index = table.layout().index(session, table.keyspace());
        this.inserts = inserts;
    }

    @Override
    public void write(List<OrderRow> rows, Consumer<Optional<WriteFailure>> outcome) {
        OrderRow any = rows.get(0);
        if (index.contains(any.partition(), any.shard())) {
            write(rows, inserts::current, outcome);
        } else {
            addToIndex(any, failure -> {
                if (failure.isPresent()) {
                    outcome.accept(failure);
                } else {
                    write(rows, inserts::current, outcome);
                }
            });
        }
    }

    /** Before the rows, so that no acknowledged row is in a shard that the index does not contain. */
    private void addToIndex(OrderRow row, Consumer<Optional<WriteFailure>> outcome) {
        try {
            index.add(row.partition(), row.shard())
                    .whenComplete((done, error) ->
                            outcome.accept(Optional.ofNullable(error).map(WriteFailure::of)));
        } catch (RuntimeException e) {
            outcome.accept(Optional.of(WriteFailure.of(e)));
        }
    }

    private void write(List<OrderRow> rows, Supplier<OrderInsert> current, Consumer<Optional<WriteFailure>> outcome) {
        try {
            OrderInsert insert = current.get();
            session.executeAsync(insert.statement(rows)).whenComplete((result, error) -> {
                if (error == null) {
                    outcome.accept(Optional.empty());
                } else if (isOutdated(insert, error)) {
                    writeWithCurrentColumns(rows, insert, error, outcome);
                } else {
                    outcome.accept(Optional.of(WriteFailure.of(error)));
                }
            });
        } catch (RuntimeException e) {
            // The driver throws some rejections on this thread, before it sends the request.
            outcome.accept(Optional.of(WriteFailure.of(e)));
        }
    }

    /** Whether an added column that was dropped, or that this node does not know yet, may be the cause. */
    private static boolean isOutdated(OrderInsert insert, Throwable error) {
        return !insert.addedColumns().isEmpty()
                && WriteFailure.of(error) instanceof WriteFailure.Fatal fatal
                && fatal.cause() instanceof InvalidQueryException;
    }

    private void writeWithCurrentColumns(
            List<OrderRow> rows, OrderInsert rejected, Throwable error, Consumer<Optional<WriteFailure>> outcome) {
        session.checkSchemaAgreementAsync()
                .thenCompose(
                        nodesAgree -> nodesAgree ? inserts.refresh() : CompletableFuture.failedFuture(nodesDisagree()))
                .whenComplete((current, failure) -> {
                    if (failure != null) {
                        outcome.accept(Optional.of(WriteFailure.of(failure)));
                    } else if (current == rejected) {
                        outcome.accept(Optional.of(WriteFailure.of(error)));
                    } else {
                        write(rows, () -> current, outcome);
                    }
                });
    }

    /** An {@link IOException}, because it is transient. */
    private static IOException nodesDisagree() {
        return new IOException("the nodes do not agree yet on the table's columns");
    }
}
