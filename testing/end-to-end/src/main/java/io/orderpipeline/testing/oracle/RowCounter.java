package io.orderpipeline.testing.oracle;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.DriverException;
import com.datastax.oss.driver.api.core.cql.Row;
import com.datastax.oss.driver.api.core.servererrors.InvalidQueryException;
import java.util.SortedMap;
import java.util.TreeMap;

/** Counts the rows of the plain table by reading them, while the table may not exist yet. */
public final class RowCounter implements AutoCloseable {

    private final CqlSession session;
    private final String table;

    public RowCounter(Cluster cluster, String keyspace) {
        this.session = cluster.session();
        this.table = keyspace + "." + TableKind.PLAIN.table();
    }

    /** False also on any server error: they are usual while the table is being created. */
    public boolean hasRows() {
        try {
            return session.execute("SELECT order_id FROM " + table + " LIMIT 1").one() != null;
        } catch (DriverException notYet) {
            return false;
        }
    }

    public SortedMap<Integer, Long> countByPartition() {
        SortedMap<Integer, Long> counts = new TreeMap<>();
        try {
            for (Row row : session.execute("SELECT partition, order_id FROM " + table)) {
                counts.merge(row.getInt("partition"), 1L, Long::sum);
            }
        } catch (InvalidQueryException noTableYet) {
            return counts;
        }
        return counts;
    }

    @Override
    public void close() {
        session.close();
    }
}
