package io.orderpipeline.consumer.cassandra;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.metadata.Metadata;
import com.datastax.oss.driver.api.core.metadata.schema.TableMetadata;
import com.datastax.oss.driver.internal.core.session.DefaultSession;
import io.orderpipeline.common.order.AdditionalField;
import io.orderpipeline.consumer.cassandra.row.AddedColumns;
import io.orderpipeline.consumer.cassandra.row.EncodedOrder;
import io.orderpipeline.consumer.cassandra.row.OrderRow;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The insert for the table as it is now. When the schema changes, the table is checked as at the start, and the insert
 * is prepared for its columns. The driver replaces its metadata object soon after such a change, so the check for a
 * change is one comparison of references.
 *
 * <p>The driver must not prepare the statement again on its own, as it does when a node has lost it: the values are
 * bound already, and a table that was dropped and created with other types or another key would take their bytes. So
 * its data for that is removed, and each statement has a text of its own. Safe for use by several threads. Only the
 * constructor blocks.
 */
final class InsertStatements {

    private static final Logger LOG = LoggerFactory.getLogger(InsertStatements.class);

    private final CqlSession session;
    private final TargetTable target;
    private final DroppedColumns dropped;
    private final AtomicInteger preparations = new AtomicInteger();
    private volatile Metadata seen;
    private volatile OrderInsert insert;
    private volatile OrderInsert unprepared;
    private volatile Optional<UUID> tableId;
    private CompletableFuture<OrderInsert> update = CompletableFuture.completedFuture(null);

    /** Prepares the statement: the table must exist. */
    InsertStatements(CqlSession session, TargetTable target) {
        this.session = session;
        this.target = target;
        seen = session.getMetadata();
        dropped = new DroppedColumns(session, target.keyspace(), target.layout().table());
        AddedColumns columns = target.addedColumns(session);
        tableId = target.require(seen).getId();
        log(columns);
        insert = insert(session.prepare(cql(columns)), columns);
    }

    /** For the columns that are known now; starts an update in the background when the metadata has changed. */
    OrderRow encode(int partition, long version, EncodedOrder order, List<AdditionalField> fields) {
        if (!isCurrent()) {
            var unused = update();
        }
        long shard = target.layout().shard(order.orderId());
        return new OrderRow(
                partition, shard, version, order, insert.addedColumns().encode(fields));
    }

    /** Whether the schema has not changed since {@link #latest()} was prepared. */
    boolean isCurrent() {
        return session.getMetadata() == seen;
    }

    OrderInsert latest() {
        return insert;
    }

    /**
     * The insert for the schema as the nodes have it now, instead of waiting for their notification. Fails with a
     * {@link io.orderpipeline.common.cli.UserError} when the table does not match any more, or is gone.
     *
     * @param rejected prepared again, if it is the latest
     */
    CompletionStage<OrderInsert> replace(OrderInsert rejected) {
        unprepared = rejected;
        return session.checkSchemaAgreementAsync()
                .thenCompose(agree -> agree ? session.refreshSchemaAsync() : CompletableFuture.failedFuture(disagree()))
                .thenCompose(metadata -> update());
    }

    /** An {@link IOException}, because it is transient. */
    private static IOException disagree() {
        return new IOException("the nodes do not agree yet on the table's columns");
    }

    /** For the metadata that the driver has. One at a time, so that an older result never replaces a newer one. */
    synchronized CompletionStage<OrderInsert> update() {
        if (update.isDone()) {
            update = adopt();
        }
        return update;
    }

    private CompletableFuture<OrderInsert> adopt() {
        Metadata now = session.getMetadata();
        return dropped.namesAsync()
                .thenCompose(names -> insertFor(now, names))
                .thenCompose(fitting -> {
                    insert = fitting;
                    seen = now;
                    return isCurrent() ? CompletableFuture.completedFuture(fitting) : adopt();
                })
                .toCompletableFuture();
    }

    private CompletionStage<OrderInsert> insertFor(Metadata now, Set<String> droppedNames) {
        TableMetadata table = target.check(now, droppedNames);
        AddedColumns columns = target.addedColumns(table, droppedNames);
        boolean isRecreated = !table.getId().equals(tableId);
        if (!isRecreated && insert != unprepared && columns.equals(insert.addedColumns())) {
            return CompletableFuture.completedFuture(insert);
        }
        return session.prepareAsync(cql(columns)).thenApply(prepared -> {
            if (!columns.equals(insert.addedColumns())) {
                log(columns);
            }
            tableId = table.getId();
            return insert(prepared, columns);
        });
    }

    private String cql(AddedColumns columns) {
        return OrderInsert.cql(target, columns) + "/* " + preparations.incrementAndGet() + " */";
    }

    private OrderInsert insert(PreparedStatement prepared, AddedColumns columns) {
        ((DefaultSession) session).getRepreparePayloads().remove(prepared.getId());
        return new OrderInsert(prepared, target.layout(), columns);
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
