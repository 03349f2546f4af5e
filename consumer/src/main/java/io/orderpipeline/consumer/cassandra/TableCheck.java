package io.orderpipeline.consumer.cassandra;

import com.datastax.oss.driver.api.core.CqlIdentifier;
import com.datastax.oss.driver.api.core.metadata.schema.ColumnMetadata;
import com.datastax.oss.driver.api.core.metadata.schema.TableMetadata;
import com.datastax.oss.driver.api.core.type.DataType;
import io.orderpipeline.common.cli.UserError;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Checks the schema of an existing table. Added columns are allowed.
 *
 * @param name includes the keyspace
 */
record TableCheck(String name) {

    private static final String REMEDY = "choose another --keyspace, or drop the table";

    /**
     * @param dropped names of columns that were dropped at any time
     * @throws UserError when the schema does not match
     */
    void check(TableMetadata table, TableShape shape, Set<String> dropped) {
        dropped.stream().filter(shape.columns()::containsKey).findFirst().ifPresent(this::rejectDropped);
        shape.columns().forEach((column, type) -> checkColumn(table, column, type));
        List<String> partitionKey = names(table.getPartitionKey());
        List<String> clustering = names(table.getClusteringColumns().keySet());
        if (!partitionKey.equals(shape.partitionKey()) || !clustering.equals(shape.clustering())) {
            throw differs(
                    "has the primary key %s in place of %s"
                            .formatted(
                                    primaryKey(partitionKey, clustering),
                                    primaryKey(shape.partitionKey(), shape.clustering())),
                    REMEDY);
        }
    }

    private static String primaryKey(List<String> partitionKey, List<String> clustering) {
        return "((%s)%s)"
                .formatted(
                        String.join(", ", partitionKey),
                        clustering.stream().map(column -> ", " + column).collect(Collectors.joining()));
    }

    /** Even if it was added again. */
    private void rejectDropped(String column) {
        throw differs(
                "had its column " + column
                        + " dropped, and Cassandra hides all values in a column of that name with an older write"
                        + " timestamp, such as those of orders",
                REMEDY);
    }

    private void checkColumn(TableMetadata table, String column, DataType type) {
        ColumnMetadata found = table.getColumn(CqlIdentifier.fromInternal(column))
                .orElseThrow(() -> differs(
                        "lacks the column " + column + " " + cql(type),
                        "add it with ALTER TABLE, or choose another --keyspace"));
        if (!found.getType().equals(type)) {
            throw differs(
                    "has the column " + column + " as " + cql(found.getType()) + " in place of " + cql(type), REMEDY);
        }
    }

    /** @param remedy what the user can do about it */
    UserError differs(String difference, String remedy) {
        return UserError.failed("table " + name + " " + difference + "; " + remedy + ". Nothing was written");
    }

    private static List<String> names(Collection<ColumnMetadata> columns) {
        return columns.stream().map(column -> column.getName().asInternal()).toList();
    }

    private static String cql(DataType type) {
        return type.asCql(false, false);
    }
}
