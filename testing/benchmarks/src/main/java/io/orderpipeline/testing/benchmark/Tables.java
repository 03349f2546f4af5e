package io.orderpipeline.testing.benchmark;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.ResultSet;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/**
 * Creates a keyspace with an empty table for each run, and drops it. Dropped tables leave no snapshot, for which
 * Cassandra would flush them first. One thread.
 */
record Tables(CqlSession session) {

    void create(String keyspace) {
        createKeyspace(keyspace);
        session.execute(cql("create-table.cql", keyspace));
    }

    /** For a contender that creates its table itself. */
    void createKeyspace(String keyspace) {
        session.execute(cql("create-keyspace.cql", keyspace));
    }

    /** For tables that a contender has created. */
    void dropWithoutSnapshots(String keyspace) {
        session.execute("SELECT table_name FROM system_schema.tables WHERE keyspace_name = ?", keyspace)
                .forEach(table -> session.execute(
                        "ALTER TABLE " + keyspace + "." + table.getString(0) + " WITH allow_auto_snapshot = false"));
        drop(keyspace);
    }

    void drop(String keyspace) {
        session.execute("DROP KEYSPACE IF EXISTS " + keyspace);
    }

    long countRows(String keyspace, int partitions) {
        PreparedStatement ids =
                session.prepare("SELECT order_id FROM " + keyspace + ".orders WHERE partition = :partition");
        long rows = 0;
        for (int partition = 0; partition < partitions; partition++) {
            rows += count(session.execute(ids.bind(partition)));
        }
        return rows;
    }

    /** Page by page, because a COUNT of millions of rows exceeds its time limit. */
    static long count(ResultSet pages) {
        long rows = 0;
        while (pages.one() != null) {
            rows++;
        }
        return rows;
    }

    PreparedStatement anyRow(String keyspace) {
        return session.prepare("SELECT order_id FROM " + keyspace + ".orders LIMIT 1");
    }

    boolean hasRow(PreparedStatement anyRow) {
        return session.execute(anyRow.bind()).one() != null;
    }

    private static String cql(String file, String keyspace) {
        try (InputStream in = Tables.class.getResourceAsStream(file)) {
            return new String(in.readAllBytes(), UTF_8).formatted(keyspace);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
