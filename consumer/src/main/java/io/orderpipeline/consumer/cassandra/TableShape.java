package io.orderpipeline.consumer.cassandra;

import com.datastax.oss.driver.api.core.CqlIdentifier;
import com.datastax.oss.driver.api.core.metadata.schema.ColumnMetadata;
import com.datastax.oss.driver.api.core.metadata.schema.TableMetadata;
import com.datastax.oss.driver.api.core.type.DataType;
import com.datastax.oss.driver.api.core.type.DataTypes;
import io.orderpipeline.common.cli.UserError;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The columns and the primary key that a table must have. Sorted, so that the same difference is reported each time.
 */
record TableShape(Map<String, DataType> columns, List<String> partitionKey, List<String> clustering) {

    private static final Map<String, DataType> ORDER_COLUMNS = Map.of(
            "order_id",
            DataTypes.TEXT,
            "partition",
            DataTypes.INT,
            "customer_name",
            DataTypes.TEXT,
            "product",
            DataTypes.TEXT,
            "category",
            DataTypes.TEXT,
            "quantity",
            DataTypes.INT,
            "price",
            DataTypes.DECIMAL,
            "timestamp",
            DataTypes.TIMESTAMP,
            "total_amount",
            DataTypes.DECIMAL);

    private static final String REMEDY = "choose another --keyspace, or drop the table";

    TableShape {
        columns = new TreeMap<>(columns);
    }

    /** @param more columns of the partition key in addition to those of every orders table */
    static TableShape ofOrders(List<String> partitionKey, Map<String, DataType> more) {
        Map<String, DataType> columns = new TreeMap<>(ORDER_COLUMNS);
        columns.putAll(more);
        return new TableShape(columns, partitionKey, List.of("order_id"));
    }

    /**
     * Checks an existing table. Added columns are allowed.
     *
     * @param name includes the keyspace
     * @param dropped names of columns that were dropped at any time
     * @throws UserError when the schema does not match
     */
    void check(String name, TableMetadata table, Set<String> dropped) {
        dropped.stream().filter(columns::containsKey).findFirst().ifPresent(column -> rejectDropped(name, column));
        columns.forEach((column, type) -> checkColumn(name, table, column, type));
        List<String> foundPartitionKey = names(table.getPartitionKey());
        List<String> foundClustering = names(table.getClusteringColumns().keySet());
        if (!foundPartitionKey.equals(partitionKey) || !foundClustering.equals(clustering)) {
            throw mismatch(
                    name,
                    "has the primary key %s in place of %s"
                            .formatted(
                                    primaryKey(foundPartitionKey, foundClustering),
                                    primaryKey(partitionKey, clustering)),
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
    private static void rejectDropped(String name, String column) {
        throw mismatch(
                name,
                "had its column " + column
                        + " dropped, and Cassandra hides all values in a column of that name with an older write"
                        + " timestamp, such as those of orders",
                REMEDY);
    }

    private static void checkColumn(String name, TableMetadata table, String column, DataType type) {
        ColumnMetadata found = table.getColumn(CqlIdentifier.fromInternal(column))
                .orElseThrow(() -> mismatch(
                        name,
                        "lacks the column " + column + " " + cql(type),
                        "add it with ALTER TABLE, or choose another --keyspace"));
        if (!found.getType().equals(type)) {
            throw mismatch(
                    name,
                    "has the column " + column + " as " + cql(found.getType()) + " in place of " + cql(type),
                    REMEDY);
        }
    }

    /** @param remedy what the user can do about it */
    static UserError mismatch(String name, String difference, String remedy) {
        return UserError.failed("table " + name + " " + difference + "; " + remedy + ". Nothing was written");
    }

    private static List<String> names(Collection<ColumnMetadata> columns) {
        return columns.stream().map(column -> column.getName().asInternal()).toList();
    }

    private static String cql(DataType type) {
        return type.asCql(false, false);
    }
}
