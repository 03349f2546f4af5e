package io.orderpipeline.consumer.cassandra;

import com.datastax.oss.driver.api.core.CqlSession;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Writes rows through the session that all threads share. Safe for use by several threads. */
public final class OrderWriter implements RowWriter {

    private final CqlSession session;
    private final OrderInsert insert;

    /** Prepares the statement: the table must be there. */
    public OrderWriter(CqlSession session, String keyspace) {
        this.session = session;
        this.insert = new OrderInsert(session, keyspace);
    }

    @Override
    public void write(List<OrderRow> rows, Consumer<Optional<WriteFailure>> outcome) {
        try {
            session.executeAsync(insert.statement(rows))
                    .whenComplete((result, error) ->
                            outcome.accept(Optional.ofNullable(error).map(WriteFailure::of)));
        } catch (RuntimeException e) {
            // The driver refuses some requests before it sends them, on this thread and not through the future.
            outcome.accept(Optional.of(WriteFailure.of(e)));
        }
    }
}
