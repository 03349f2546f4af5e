package io.orderpipeline.consumer.cassandra;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.servererrors.InvalidQueryException;
import io.orderpipeline.common.order.AdditionalField;
import io.orderpipeline.consumer.cassandra.row.AddedColumnValues;
import io.orderpipeline.consumer.cassandra.row.EncodedOrder;
import io.orderpipeline.consumer.cassandra.row.OrderRow;
import io.orderpipeline.consumer.cassandra.row.RowWriter;
import io.orderpipeline.consumer.cassandra.row.WriteFailure;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Writes rows through the session that all threads share. Safe for use by several threads. */
public final class OrderWriter implements RowWriter {

    private final CqlSession session;
    private final TableLayout layout;
    private final ShardIndex directory;
    private final InsertStatements current;

    /** Prepares the statement: the table must be there. */
    public OrderWriter(CqlSession session, TargetTable table) {
        this.session = session;
        this.layout = table.layout();
        this.directory = layout.directory(session, table.keyspace());
        this.current = new InsertStatements(session, table);
    }

    @Override
    public AddedColumnValues cells(List<AdditionalField> extraFields) {
        return current.get().extraColumns().cells(extraFields);
    }

    @Override
    public long slot(EncodedOrder cells) {
        return layout.slot(cells.orderId());
    }

    @Override
    public void write(List<OrderRow> rows, Consumer<Optional<WriteFailure>> outcome) {
        OrderRow any = rows.get(0);
        if (directory.lists(any.partition(), any.slot())) {
            write(rows, current::get, outcome);
        } else {
            list(any, failure -> {
                if (failure.isPresent()) {
                    outcome.accept(failure);
                } else {
                    write(rows, current::get, outcome);
                }
            });
        }
    }

    /** First, so that no acknowledged row is in a slot that nobody would look at. */
    private void list(OrderRow row, Consumer<Optional<WriteFailure>> outcome) {
        try {
            directory
                    .add(row.partition(), row.slot())
                    .whenComplete((done, error) ->
                            outcome.accept(Optional.ofNullable(error).map(WriteFailure::of)));
        } catch (RuntimeException e) {
            outcome.accept(Optional.of(WriteFailure.of(e)));
        }
    }

    private void write(List<OrderRow> rows, Supplier<OrderInsert> fitting, Consumer<Optional<WriteFailure>> outcome) {
        try {
            OrderInsert insert = fitting.get();
            session.executeAsync(insert.statement(rows)).whenComplete((result, error) -> {
                if (error == null) {
                    outcome.accept(Optional.empty());
                } else if (isOutdated(insert, error)) {
                    writeAnew(rows, insert, error, outcome);
                } else {
                    outcome.accept(Optional.of(WriteFailure.of(error)));
                }
            });
        } catch (RuntimeException e) {
            // The driver refuses some requests before it sends them, on this thread and not through the future.
            outcome.accept(Optional.of(WriteFailure.of(e)));
        }
    }

    /** Whether the failure may come of an added column that has been dropped, or that this node does not know yet. */
    private static boolean isOutdated(OrderInsert insert, Throwable error) {
        return !insert.extraColumns().isEmpty()
                && WriteFailure.of(error) instanceof WriteFailure.OurFault fault
                && fault.cause() instanceof InvalidQueryException;
    }

    private void writeAnew(
            List<OrderRow> rows, OrderInsert refused, Throwable error, Consumer<Optional<WriteFailure>> outcome) {
        session.checkSchemaAgreementAsync()
                .thenCompose(
                        nodesAgree -> nodesAgree ? current.refresh() : CompletableFuture.failedFuture(nodesDisagree()))
                .whenComplete((fresh, failure) -> {
                    if (failure != null) {
                        outcome.accept(Optional.of(WriteFailure.of(failure)));
                    } else if (fresh == refused) {
                        outcome.accept(Optional.of(WriteFailure.of(error)));
                    } else {
                        write(rows, () -> fresh, outcome);
                    }
                });
    }

    /** Trouble that ends by itself. */
    private static IOException nodesDisagree() {
        return new IOException("the nodes do not agree yet on the table's columns");
    }
}
