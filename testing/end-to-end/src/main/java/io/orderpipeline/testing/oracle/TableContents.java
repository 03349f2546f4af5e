package io.orderpipeline.testing.oracle;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.config.DefaultDriverOption;
import com.datastax.oss.driver.api.core.config.DriverConfigLoader;
import com.datastax.oss.driver.api.core.cql.Row;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * The table, read and made by a plain driver session.
 *
 * @param table its name
 */
public record TableContents(Cluster cluster, String keyspace, String table) {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** @param columnsAndKey all between the brackets of CREATE TABLE */
    public void create(String columnsAndKey) {
        try (CqlSession session = session()) {
            session.execute("CREATE KEYSPACE " + keyspace
                    + " WITH replication = {'class': 'SimpleStrategy', 'replication_factor': 1}");
            session.execute("CREATE TABLE " + name() + " (" + columnsAndKey + ")");
        }
    }

    public boolean isEmpty() {
        try (CqlSession session = session()) {
            return session.execute("SELECT * FROM " + name() + " LIMIT 1").one() == null;
        }
    }

    public Map<RowValues.Key, RowValues> read() {
        Map<RowValues.Key, RowValues> rows = new HashMap<>();
        try (CqlSession session = session()) {
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

    private CqlSession session() {
        DriverConfigLoader patient = DriverConfigLoader.programmaticBuilder()
                .withDuration(DefaultDriverOption.REQUEST_TIMEOUT, PATIENCE)
                // One replica alone may have missed what a majority has.
                .withString(DefaultDriverOption.REQUEST_CONSISTENCY, "LOCAL_QUORUM")
                .withDuration(DefaultDriverOption.CONNECTION_INIT_QUERY_TIMEOUT, PATIENCE)
                .withInt(DefaultDriverOption.NETTY_IO_SHUTDOWN_QUIET_PERIOD, 0)
                .withInt(DefaultDriverOption.NETTY_ADMIN_SHUTDOWN_QUIET_PERIOD, 0)
                .build();
        return CqlSession.builder()
                .addContactPoints(cluster.nodes())
                .withLocalDatacenter(cluster.datacenter())
                .withConfigLoader(patient)
                .build();
    }
}
