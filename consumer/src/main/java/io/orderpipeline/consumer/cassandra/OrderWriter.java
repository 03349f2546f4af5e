package io.orderpipeline.consumer.cassandra;

import com.datastax.oss.driver.api.core.CqlSession;
import io.orderpipeline.consumer.cassandra.row.OrderRow;
import io.orderpipeline.consumer.cassandra.row.RowWriter;
import io.orderpipeline.consumer.cassandra.row.WriteFailure;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Writes rows through the shared driver session. Safe for use by several threads. */
final class OrderWriter implements RowWriter {

    /** In the driver's message for a statement that a node does not have, and that must not be prepared as it was. */
    private static final String UNPREPARED = "unprepared query";

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
            writeCurrent(rows, outcome);
        } else {
            addToIndex(any, failure -> {
                if (failure.isPresent()) {
                    outcome.accept(failure);
                } else {
                    writeCurrent(rows, outcome);
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

    private void writeCurrent(List<OrderRow> rows, Consumer<Optional<WriteFailure>> outcome) {
        if (inserts.isCurrent()) {
            write(rows, inserts.latest(), outcome);
            return;
        }
        OrderInsert before = inserts.latest();
        inserts.update().whenComplete((insert, failure) -> {
            if (failure == null) {
                write(rows, insert, outcome);
            } else if (WriteFailure.of(failure) instanceof WriteFailure.Transient trouble) {
                outcome.accept(Optional.of(trouble));
            } else {
                // The driver's metadata may be older than the schema of the nodes.
                replaceAndWrite(rows, before, outcome);
            }
        });
    }

    private void write(List<OrderRow> rows, OrderInsert insert, Consumer<Optional<WriteFailure>> outcome) {
        try {
            session.executeAsync(insert.statement(rows)).whenComplete((result, error) -> {
                if (error == null) {
                    outcome.accept(Optional.empty());
                } else if (isUnprepared(error)) {
                    replaceAndWrite(rows, insert, outcome);
                } else {
                    outcome.accept(Optional.of(WriteFailure.of(error)));
                }
            });
        } catch (RuntimeException e) {
            // The driver throws some rejections on this thread, before it sends the request.
            outcome.accept(Optional.of(WriteFailure.of(e)));
        }
    }

    /** Whether a node does not have the statement, because the table has changed. The driver has no type for it. */
    private static boolean isUnprepared(Throwable error) {
        return error instanceof IllegalStateException
                && String.valueOf(error.getMessage()).contains(UNPREPARED);
    }

    private void replaceAndWrite(List<OrderRow> rows, OrderInsert rejected, Consumer<Optional<WriteFailure>> outcome) {
        inserts.replace(rejected).whenComplete((insert, failure) -> {
            if (failure == null) {
                write(rows, insert, outcome);
            } else {
                outcome.accept(Optional.of(WriteFailure.of(failure)));
            }
        });
    }
}
