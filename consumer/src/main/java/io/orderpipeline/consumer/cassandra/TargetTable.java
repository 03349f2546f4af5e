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

    Optional<TableMetadata> in(Metadata metadata) {
        return metadata.getKeyspace(CqlIdentifier.fromInternal(keyspace))
                .flatMap(found -> found.getTable(CqlIdentifier.fromInternal(layout.table())));
    }

    /** Reads the added columns of the table, which must exist. */
    AddedColumns addedColumns(CqlSession session) {
        TableMetadata metadata = in(session.getMetadata())
                .orElseThrow(() -> UserError.failed("table " + name() + " has been dropped; try again"));
        return addedColumns(metadata, new DroppedColumns(session, keyspace, layout.table()).names());
    }

    AddedColumns addedColumns(TableMetadata metadata, Set<String> dropped) {
        return AddedColumns.of(metadata, layout.shape().columns().keySet(), dropped);
    }
}
