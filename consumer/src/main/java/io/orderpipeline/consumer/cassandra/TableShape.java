package io.orderpipeline.consumer.cassandra;

import com.datastax.oss.driver.api.core.type.DataType;
import com.datastax.oss.driver.api.core.type.DataTypes;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The columns and the primary key that a table must have. Sorted, so that the same difference is reported each time. */
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

    TableShape {
        columns = new TreeMap<>(columns);
    }

    /** @param more columns of the partition key in addition to those of every orders table */
    static TableShape ofOrders(List<String> partitionKey, Map<String, DataType> more) {
        Map<String, DataType> columns = new TreeMap<>(ORDER_COLUMNS);
        columns.putAll(more);
        return new TableShape(columns, partitionKey, List.of("order_id"));
    }
}
