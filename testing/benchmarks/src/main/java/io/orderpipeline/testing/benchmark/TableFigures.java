package io.orderpipeline.testing.benchmark;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.Row;
import io.orderpipeline.consumer.cassandra.TargetTable;

/**
 * The size of a table on the one node: rows are counted, all other figures are the node's own.
 *
 * @param partitions Cassandra partitions
 * @param compactedBytes bytes that compactions have read since the table was created
 */
record TableFigures(
        long rows, long partitions, long largestRows, long largestMebibytes, long diskMebibytes, long compactedBytes) {

    static TableFigures of(CqlSession session, TargetTable table) {
        String key = table.layout().keyNames();
        PreparedStatement ids = session.prepare("SELECT order_id FROM " + table.name() + " WHERE "
                + table.layout().keyMatch());
        long rows = 0;
        long partitions = 0;
        long largest = 0;
        for (Row found : session.execute("SELECT DISTINCT " + key + " FROM " + table.name())) {
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
                mebibytes(session, "max_partition_size", table),
                mebibytes(session, "disk_usage", table),
                compactedBytes(session, table));
    }

    private static long mebibytes(CqlSession session, String view, TargetTable table) {
        Row row = session.execute(
                        "SELECT mebibytes FROM system_views." + view + " WHERE keyspace_name = ? AND table_name = ?",
                        table.keyspace(),
                        table.layout().table())
                .one();
        return row == null ? 0 : row.getLong(0);
    }

    private static long compactedBytes(CqlSession session, TargetTable table) {
        long bytes = 0;
        for (Row row : session.execute("SELECT keyspace_name, bytes_in FROM system.compaction_history")) {
            bytes += row.getString(0).equals(table.keyspace()) ? row.getLong(1) : 0;
        }
        return bytes;
    }
}
