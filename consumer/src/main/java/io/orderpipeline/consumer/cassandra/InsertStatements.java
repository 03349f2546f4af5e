package io.orderpipeline.consumer.cassandra;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.metadata.Metadata;
import com.datastax.oss.driver.api.core.metadata.schema.TableMetadata;
import io.orderpipeline.common.order.AdditionalField;
import io.orderpipeline.consumer.cassandra.row.AddedColumns;
import io.orderpipeline.consumer.cassandra.row.EncodedOrder;
import io.orderpipeline.consumer.cassandra.row.OrderRow;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The insert for the table's current columns, prepared again when columns are added or dropped. The driver replaces its
 * metadata object soon after such a change, so the check for a change is one comparison of references.
 *
 * <p>Safe for use by several threads. Only the constructor blocks.
 */
final class InsertStatements {

    private static final Logger LOG = LoggerFactory.getLogger(InsertStatements.class);

    private final CqlSession session;
    private final TargetTable target;
    private final DroppedColumns dropped;
    private volatile Metadata seen;
    private volatile OrderInsert insert;
    private CompletableFuture<OrderInsert> update = CompletableFuture.completedFuture(null);

    /** Prepares the statement: the table must exist. */
    InsertStatements(CqlSession session, TargetTable target) {
        this.session = session;
        this.target = target;
        seen = session.getMetadata();
        dropped = new DroppedColumns(session, target.keyspace(), target.layout().table());
        AddedColumns columns = target.addedColumns(session);
        log(columns);
        insert = new OrderInsert(session.prepare(OrderInsert.cql(target, columns)), target.layout(), columns);
    }

    OrderRow encode(int partition, long version, EncodedOrder order, List<AdditionalField> fields) {
        long shard = target.layout().shard(order.orderId());
        return new OrderRow(
                partition, shard, version, order, current().addedColumns().encode(fields));
    }

    /** For the columns that are known now; starts an update in the background when the metadata has changed. */
    OrderInsert current() {
        if (session.getMetadata() != seen) {
            var unused = update();
        }
        return insert;
    }

    /** Queries the schema, instead of waiting for the server's notification. */
    CompletionStage<OrderInsert> refresh() {
        return session.refreshSchemaAsync().thenCompose(metadata -> update());
    }

    /** One at a time, so that an older result never replaces a newer one. */
    private synchronized CompletableFuture<OrderInsert> update() {
        if (update.isDone()) {
            update = adopt();
        }
        return update;
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

    /** @param table empty when it was dropped: the insert is kept, and fails with the server's error */
    private CompletionStage<OrderInsert> insertFor(Optional<TableMetadata> table) {
        if (table.isEmpty()) {
            return CompletableFuture.completedFuture(insert);
        }
        return dropped.namesAsync().thenCompose(names -> {
            AddedColumns columns = target.addedColumns(table.get(), names);
            return columns.equals(insert.addedColumns()) ? CompletableFuture.completedFuture(insert) : prepare(columns);
        });
    }

    private CompletionStage<OrderInsert> prepare(AddedColumns columns) {
        return session.prepareAsync(OrderInsert.cql(target, columns)).thenApply(prepared -> {
            log(columns);
            return new OrderInsert(prepared, target.layout(), columns);
        });
    }

    /** Logs nothing for a table that never had added columns. */
    private void log(AddedColumns columns) {
        if (!columns.hidden().isEmpty()) {
            LOG.warn(
                    "Columns of {} that were dropped and added again are not written, because Cassandra would hide"
                            + " the values: {}; add columns with other names",
                    target.name(),
                    String.join(", ", columns.hidden()));
        }
        if (!columns.isEmpty()) {
            LOG.info("Added columns of {} store fields of the same name: {}", target.name(), columns);
        } else if (insert != null) {
            LOG.info("{} has no added columns any more", target.name());
        }
    }
}
