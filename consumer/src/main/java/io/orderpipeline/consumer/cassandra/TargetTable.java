package io.orderpipeline.consumer.cassandra;

import com.datastax.oss.driver.api.core.CqlIdentifier;
import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.metadata.Metadata;
import com.datastax.oss.driver.api.core.metadata.schema.TableMetadata;
import io.orderpipeline.common.cli.UserError;
import io.orderpipeline.consumer.cassandra.row.AddedColumns;
import java.util.Optional;
import java.util.Set;

/** A checked orders table: its keyspace and its layout. */
record TargetTable(String keyspace, TableLayout layout) {

    /** Includes the keyspace; neither needs quotes in CQL. */
    String name() {
        return keyspace + "." + layout.table();
    }

    /** Empty when it does not exist now. */
    Optional<TableMetadata> find(Metadata metadata) {
        return table(metadata, keyspace, layout.table());
    }

    private static Optional<TableMetadata> table(Metadata metadata, String keyspace, String table) {
        return metadata.getKeyspace(CqlIdentifier.fromInternal(keyspace))
                .flatMap(found -> found.getTable(CqlIdentifier.fromInternal(table)));
    }

    TableMetadata require(Metadata metadata) {
        return find(metadata).orElseThrow(this::gone);
    }

    private UserError gone() {
        return UserError.failed("table " + name() + " does not exist any more: it was dropped. Start the consumer"
                + " again, which creates it, and reset the offsets of the group to the earliest to write the orders of"
                + " the dropped table again");
    }

    /**
     * Checks an existing table. A companion that does not exist is created later.
     *
     * @param dropped names of columns that were dropped at any time
     * @throws UserError when its schema does not match
     */
    static TargetTable of(
            String keyspace, LayoutChoice choice, Metadata metadata, TableMetadata table, Set<String> dropped) {
        String name = keyspace + "." + choice.table();
        TableLayout layout = choice.of(table)
                .orElseThrow(() -> TableShape.mismatch(
                        name,
                        "has no comment such as 'bucket 60 s, spread 4', which defines how its rows are laid out",
                        "set it with ALTER TABLE to what they were written with, or choose another --keyspace"));
        layout.shape().check(name, table, dropped);
        layout.companions().forEach((companion, shape) -> table(metadata, keyspace, companion)
                .ifPresent(found -> shape.check(keyspace + "." + companion, found, Set.of())));
        if (!choice.isSatisfiedBy(layout)) {
            throw TableShape.mismatch(
                    name,
                    "has " + layout.properties()
                            + ", and cannot have another --bucket-duration, --bucket-spread or --time-to-live",
                    "leave these out, or choose another --keyspace");
        }
        return new TargetTable(keyspace, layout);
    }

    /**
     * Repeats the check, because the schema has changed.
     *
     * @param dropped names of columns that were dropped at any time
     * @throws UserError when the table is gone, or does not match any more
     */
    TableMetadata check(Metadata metadata, Set<String> dropped) {
        TableMetadata table = require(metadata);
        TableLayout now = of(keyspace, LayoutChoice.of(layout.kind()), metadata, table, dropped).layout;
        if (!now.equals(layout)) {
            throw TableShape.mismatch(
                    name(),
                    "has %s in place of %s".formatted(now.properties(), layout.properties()),
                    "start the consumer again, with another --keyspace unless this was intended");
        }
        return table;
    }

    /** Reads the added columns of the table, which must exist. */
    AddedColumns addedColumns(CqlSession session) {
        Set<String> dropped = new DroppedColumns(session, keyspace, layout.table()).names();
        return addedColumns(require(session.getMetadata()), dropped);
    }

    AddedColumns addedColumns(TableMetadata metadata, Set<String> dropped) {
        return AddedColumns.of(metadata, layout.shape().columns().keySet(), dropped);
    }
}
