package io.orderpipeline.consumer.cassandra;

import com.datastax.oss.driver.api.core.cql.BatchStatement;
import com.datastax.oss.driver.api.core.cql.BatchStatementBuilder;
import com.datastax.oss.driver.api.core.cql.BoundStatement;
import com.datastax.oss.driver.api.core.cql.BoundStatementBuilder;
import com.datastax.oss.driver.api.core.cql.DefaultBatchType;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.Statement;
import io.orderpipeline.consumer.cassandra.row.AddedColumns;
import io.orderpipeline.consumer.cassandra.row.CqlValues;
import io.orderpipeline.consumer.cassandra.row.EncodedOrder;
import io.orderpipeline.consumer.cassandra.row.OrderRow;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * The statement that writes orders. Its write timestamp is derived from the record's offset: all writes to a row come
 * from one Kafka partition, so the offset orders them (and the base of the log orders logs), and a write that is
 * repeated or arrives late changes nothing. Schema columns are never null. An added column is null when the order has
 * no field for it: this tombstone is necessary for the last record to win there too. A column that was added after the
 * order was decoded is left unset.
 *
 * <p>Rows of one shard are written in an unlogged batch, which Cassandra applies as a single mutation. A logged batch
 * would be written twice, for a guarantee that retries already give. Safe for use by several threads.
 */
final class OrderInsert {

    private final PreparedStatement insert;
    private final TableLayout layout;
    private final AddedColumns addedColumns;

    /** @param insert prepared from {@link #cql} for the same columns */
    OrderInsert(PreparedStatement insert, TableLayout layout, AddedColumns addedColumns) {
        this.insert = insert;
        this.layout = layout;
        this.addedColumns = addedColumns;
    }

    static String cql(TargetTable table, AddedColumns addedColumns) {
        return Cql.read(
                "insert-order.cql",
                table.name(),
                table.layout().keyNames(),
                addedColumns.cqlNames(),
                table.layout().keyMarkers(),
                addedColumns.cqlMarkers());
    }

    AddedColumns addedColumns() {
        return addedColumns;
    }

    /** @param rows of one partition and shard, at least one */
    Statement<?> statement(List<OrderRow> rows) {
        List<ByteBuffer> key = layout.key(rows.get(0).partition(), rows.get(0).shard());
        if (rows.size() == 1) {
            return bind(key, rows.get(0));
        }
        BatchStatementBuilder batch = BatchStatement.builder(DefaultBatchType.UNLOGGED);
        for (OrderRow row : rows) {
            batch.addStatement(bind(key, row));
        }
        return batch.build();
    }

    private BoundStatement bind(List<ByteBuffer> key, OrderRow row) {
        BoundStatementBuilder statement = Cql.bind(insert, key);
        int marker = key.size();
        EncodedOrder order = row.order();
        for (int i = 0; i < order.count(); i++) {
            statement.setBytesUnsafe(marker++, order.get(i));
        }
        for (ByteBuffer value : row.added().valuesIn(addedColumns)) {
            if (!AddedColumns.Values.isUnset(value)) {
                statement.setBytesUnsafe(marker, value);
            }
            marker++;
        }
        long writeTimestamp = layout.writeTimestamp(row.shard(), row.version());
        return statement
                .setBytesUnsafe(marker, CqlValues.bigint(writeTimestamp))
                .build();
    }
}
