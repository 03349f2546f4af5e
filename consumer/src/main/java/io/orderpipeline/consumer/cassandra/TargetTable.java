package io.orderpipeline.consumer.cassandra;

import com.datastax.oss.driver.api.core.CqlIdentifier;
import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.metadata.Metadata;
import com.datastax.oss.driver.api.core.metadata.schema.TableMetadata;
import io.orderpipeline.common.cli.UserError;
import io.orderpipeline.consumer.cassandra.row.AddedColumns;
import java.util.Optional;

/** A table that orders are in, and how they lie in it. */
public record TargetTable(String keyspace, TableLayout layout) {

    /** The one of the contract. */
    public static TargetTable plain(String keyspace) {
        return new TargetTable(keyspace, new PlainLayout());
    }

    /** With its keyspace, for messages and for CQL: neither needs quotes. */
    public String name() {
        return keyspace + "." + layout.table();
    }

    Optional<TableMetadata> in(Metadata metadata) {
        return metadata.getKeyspace(CqlIdentifier.fromInternal(keyspace))
                .flatMap(found -> found.getTable(CqlIdentifier.fromInternal(layout.table())));
    }

    /** Those that the table has beyond its layout's; the table must be there. */
    AddedColumns extraColumns(CqlSession session) {
        TableMetadata table = in(session.getMetadata())
                .orElseThrow(() -> UserError.failed("table " + name() + " has gone; try again"));
        return AddedColumns.of(
                table,
                layout.shape().columns().keySet(),
                new DroppedColumns(session, keyspace, layout.table()).names());
    }
}
