package io.orderpipeline.testing.oracle;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.Row;
import java.util.HashMap;
import java.util.Map;

/** The orders table, created and read with a plain driver session; each method opens its own. */
public record TableContents(Cluster cluster, String keyspace, String table) {

    /** @param columnsAndKey everything between the parentheses of CREATE TABLE */
    public void create(String columnsAndKey) {
        try (CqlSession session = cluster.session()) {
            session.execute("CREATE KEYSPACE " + keyspace
                    + " WITH replication = {'class': 'SimpleStrategy', 'replication_factor': 1}");
            session.execute("CREATE TABLE " + name() + " (" + columnsAndKey + ")");
        }
    }

    public boolean isEmpty() {
        try (CqlSession session = cluster.session()) {
            return session.execute("SELECT * FROM " + name() + " LIMIT 1").one() == null;
        }
    }

    public Map<RowValues.Key, RowValues> read() {
        Map<RowValues.Key, RowValues> rows = new HashMap<>();
        try (CqlSession session = cluster.session()) {
            for (Row row : session.execute("SELECT * FROM " + name())) {
                RowValues.Key key = new RowValues.Key(row.getInt("partition"), row.getString("order_id"));
                if (rows.put(key, order(row)) != null) {
                    throw new AssertionError("two rows of " + key);
                }
            }
        }
        return rows;
    }

    private String name() {
        return keyspace + "." + table;
    }

    private static RowValues order(Row row) {
        return new RowValues(
                row.getString("order_id"),
                row.getString("customer_name"),
                row.getString("product"),
                row.getString("category"),
                row.getInt("quantity"),
                row.getBigDecimal("price"),
                row.getInstant("timestamp"),
                row.getBigDecimal("total_amount"));
    }
}
