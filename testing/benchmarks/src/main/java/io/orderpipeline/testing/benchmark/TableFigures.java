package io.orderpipeline.testing.benchmark;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.Row;
import java.util.List;

/**
 * The size of a table on the one node: rows are counted, all other figures are the node's own.
 *
 * @param partitions Cassandra partitions
 * @param compactedBytes bytes that compactions have read since the table was created
 */
record TableFigures(
        long rows, long partitions, long largestRows, long largestMebibytes, long diskMebibytes, long compactedBytes) {

    static TableFigures of(CqlSession session, String keyspace, String table) {
        String name = keyspace + "." + table;
        List<String> key = partitionKey(session, keyspace, table);
        PreparedStatement ids =
                session.prepare("SELECT order_id FROM " + name + " WHERE " + String.join(" = ? AND ", key) + " = ?");
        long rows = 0;
        long partitions = 0;
        long largest = 0;
        for (Row found : session.execute("SELECT DISTINCT " + String.join(", ", key) + " FROM " + name)) {
            Object[] values = new Object[found.size()];
            for (int i = 0; i < values.length; i++) {
                values[i] = found.getObject(i);
            }
            long size = Tables.count(session.execute(ids.bind(values)));
            partitions++;
            rows += size;
            largest = Math.max(largest, size);
        }
        return new TableFigures(
                rows,
                partitions,
                largest,
                mebibytes(session, "max_partition_size", keyspace, table),
                mebibytes(session, "disk_usage", keyspace, table),
                compactedBytes(session, keyspace));
    }

    private static List<String> partitionKey(CqlSession session, String keyspace, String table) {
        return session
                .refreshSchema()
                .getKeyspace(keyspace)
                .flatMap(found -> found.getTable(table))
                .orElseThrow()
                .getPartitionKey()
                .stream()
                .map(column -> column.getName().asInternal())
                .toList();
    }

    private static long mebibytes(CqlSession session, String view, String keyspace, String table) {
        Row row = session.execute(
                        "SELECT mebibytes FROM system_views." + view + " WHERE keyspace_name = ? AND table_name = ?",
                        keyspace,
                        table)
                .one();
        return row == null ? 0 : row.getLong(0);
    }

    private static long compactedBytes(CqlSession session, String keyspace) {
        long bytes = 0;
        for (Row row : session.execute("SELECT keyspace_name, bytes_in FROM system.compaction_history")) {
            bytes += row.getString(0).equals(keyspace) ? row.getLong(1) : 0;
        }
        return bytes;
    }
}
