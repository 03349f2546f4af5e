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
    private final WriteProbe probe;

    OrderWriter(CqlSession session, TargetTable table, InsertStatements inserts) {
        this.session = session;
        this.index = table.layout().index(session, table.keyspace());
        this.probe = new WriteProbe(session, table);
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
                            outcome.accept(Optional.ofNullable(error).map(WriteFailure::ofEveryWrite)));
        } catch (RuntimeException e) {
            outcome.accept(Optional.of(WriteFailure.ofEveryWrite(e)));
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
                if (error != null && isUnprepared(error)) {
                    replaceAndWrite(rows, insert, outcome);
                } else {
                    settle(rows, error, outcome);
                }
            });
        } catch (RuntimeException e) {
            // The driver throws some rejections on this thread, before it sends the request.
            outcome.accept(Optional.of(WriteFailure.ofEveryWrite(e)));
        }
    }

    /**
     * A refusal of unknown reason is that of the rows, unless the server also refuses a write that depends on no row.
     *
     * @param error null when the rows were acknowledged
     */
    private void settle(List<OrderRow> rows, Throwable error, Consumer<Optional<WriteFailure>> outcome) {
        Optional<WriteFailure> failure = Optional.ofNullable(error).map(WriteFailure::of);
        if (failure.orElse(null) instanceof WriteFailure.Refused refused) {
            if (rows.size() > 1) {
                outcome.accept(Optional.of(refused.byRows()));
            } else {
                probe.send(rows.get(0).partition(), rows.get(0).version())
                        .whenComplete((done, probeError) -> outcome.accept(Optional.of(verdict(refused, probeError))));
            }
        } else {
            outcome.accept(failure);
        }
    }

    private static WriteFailure verdict(WriteFailure.Refused refused, Throwable probeError) {
        if (probeError == null) {
            return refused.byRows();
        }
        return WriteFailure.of(probeError) instanceof WriteFailure.Transient failure ? failure : refused.byEveryWrite();
    }

    /** Whether a node does not have the statement, because the table has changed. The driver has no type for it. */
    private static boolean isUnprepared(Throwable error) {
        return error instanceof IllegalStateException
                && String.valueOf(error.getMessage()).contains(UNPREPARED);
    }

    private void replaceAndWrite(List<OrderRow> rows, OrderInsert rejected, Consumer<Optional<WriteFailure>> outcome) {
        try {
            inserts.replace(rejected).whenComplete((insert, failure) -> {
                if (failure == null) {
                    write(rows, insert, outcome);
                } else {
                    outcome.accept(Optional.of(WriteFailure.ofEveryWrite(failure)));
                }
            });
        } catch (RuntimeException e) {
            outcome.accept(Optional.of(WriteFailure.ofEveryWrite(e)));
        }
    }
}
