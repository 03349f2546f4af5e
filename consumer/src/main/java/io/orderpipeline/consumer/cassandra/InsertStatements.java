package io.orderpipeline.consumer.cassandra;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.metadata.Metadata;
import com.datastax.oss.driver.api.core.metadata.schema.TableMetadata;
import io.orderpipeline.consumer.cassandra.row.AddedColumns;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The insert that fits the table as it is now, while columns are added and dropped. The server tells the driver of such
 * a change soon after it, and the driver then has another metadata object: looking whether it is still the same
 * costs nothing.
 *
 * <p>Safe for use by several threads; only the constructor waits for the server.
 */
final class InsertStatements {

    private static final Logger LOG = LoggerFactory.getLogger(InsertStatements.class);

    private final CqlSession session;
    private final TargetTable target;
    private final DroppedColumns dropped;
    private volatile Metadata seen;
    private volatile OrderInsert insert;
    private CompletableFuture<OrderInsert> following = CompletableFuture.completedFuture(null);

    /** Prepares the statement: the table must be there. */
    InsertStatements(CqlSession session, TargetTable target) {
        this.session = session;
        this.target = target;
        seen = session.getMetadata();
        dropped = new DroppedColumns(session, target.keyspace(), target.layout().table());
        AddedColumns columns = target.extraColumns(session);
        tell(columns);
        insert = new OrderInsert(session.prepare(OrderInsert.cql(target, columns)), target.layout(), columns);
    }

    /** As far as is known by now. */
    OrderInsert get() {
        if (session.getMetadata() != seen) {
            var unused = follow();
        }
        return insert;
    }

    /** Asks the server anew, and does not wait for it to tell. */
    CompletionStage<OrderInsert> refresh() {
        return session.refreshSchemaAsync().thenCompose(metadata -> follow());
    }

    /** One at a time, lest an older look replace what a newer one found. */
    private synchronized CompletableFuture<OrderInsert> follow() {
        if (following.isDone()) {
            following = adopt();
        }
        return following;
    }

    private CompletableFuture<OrderInsert> adopt() {
        Metadata now = session.getMetadata();
        return insertFor(target.in(now))
                .thenCompose(fitting -> {
                    insert = fitting;
                    seen = now;
                    return session.getMetadata() == now ? CompletableFuture.completedFuture(fitting) : adopt();
                })
                .toCompletableFuture();
    }

    /** @param table empty when it is gone: then the insert stays, and fails with what the server has to say */
    private CompletionStage<OrderInsert> insertFor(Optional<TableMetadata> table) {
        if (table.isEmpty()) {
            return CompletableFuture.completedFuture(insert);
        }
        return dropped.namesAsync().thenCompose(names -> {
            AddedColumns columns = AddedColumns.of(table.get(), target.layout().shape().columns().keySet(), names);
            return columns.equals(insert.extraColumns()) ? CompletableFuture.completedFuture(insert) : prepare(columns);
        });
    }

    private CompletionStage<OrderInsert> prepare(AddedColumns columns) {
        return session.prepareAsync(OrderInsert.cql(target, columns)).thenApply(prepared -> {
            tell(columns);
            return new OrderInsert(prepared, target.layout(), columns);
        });
    }

    /** Nothing of a table that never had any. */
    private void tell(AddedColumns columns) {
        if (!columns.lost().isEmpty()) {
            LOG.warn(
                    "Columns of {} that were dropped once and added again cannot be written, Cassandra would hide"
                            + " what we write there: {}; add columns of other names",
                    target.name(),
                    String.join(", ", columns.lost()));
        }
        if (!columns.isEmpty()) {
            LOG.info("Further columns of {} take fields of their names: {}", target.name(), columns);
        } else if (insert != null) {
            LOG.info("No further column of {} is left to take fields", target.name());
        }
    }
}
