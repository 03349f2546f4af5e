package io.orderpipeline.consumer.cassandra;

import com.datastax.oss.driver.api.core.type.DataType;
import com.datastax.oss.driver.api.core.type.DataTypes;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What a table must have at least. The columns are sorted, so that the first difference named is the same each time. */
record TableShape(Map<String, DataType> columns, List<String> partitionKey, List<String> clustering) {

    private static final Map<String, DataType> OF_AN_ORDER = Map.of(
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

    /** @param partitionKey of these columns, of which {@code more} are no order's own */
    static TableShape ofOrders(List<String> partitionKey, Map<String, DataType> more) {
        Map<String, DataType> columns = new TreeMap<>(OF_AN_ORDER);
        columns.putAll(more);
        return new TableShape(columns, partitionKey, List.of("order_id"));
    }
}
