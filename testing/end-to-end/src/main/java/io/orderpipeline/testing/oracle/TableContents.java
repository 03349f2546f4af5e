package io.orderpipeline.testing.oracle;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.Row;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

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

    /** @param replicas by datacenter */
    public void createKeyspace(Map<String, Integer> replicas) {
        String replication = replicas.entrySet().stream()
                .map(datacenter -> ", '" + datacenter.getKey() + "': " + datacenter.getValue())
                .collect(Collectors.joining());
        try (CqlSession session = cluster.session()) {
            session.execute("CREATE KEYSPACE " + keyspace + " WITH replication = {'class': 'NetworkTopologyStrategy'"
                    + replication + "}");
        }
    }

    public boolean exists() {
        try (CqlSession session = cluster.session()) {
            return session.getMetadata()
                    .getKeyspace(keyspace)
                    .flatMap(found -> found.getTable(table))
                    .isPresent();
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

    /** @param change as after ALTER TABLE and the name */
    public void alter(String change) {
        try (CqlSession session = cluster.session()) {
            session.execute("ALTER TABLE " + name() + " " + change);
        }
    }

    /** The ids of the orders whose row has a value in this column, which is text. */
    public Set<String> idsWith(String column, String value) {
        try (CqlSession session = cluster.session()) {
            return StreamSupport.stream(
                            session.execute("SELECT order_id, " + column + " FROM " + name())
                                    .spliterator(),
                            false)
                    .filter(row -> value.equals(row.getString(column)))
                    .map(row -> row.getString("order_id"))
                    .collect(Collectors.toSet());
        }
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
