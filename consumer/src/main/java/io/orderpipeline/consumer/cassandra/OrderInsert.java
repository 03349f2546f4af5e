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
 * The one statement that writes orders, for the columns that the table has. Its write timestamp follows the record's
 * offset: all writes to a row come from one Kafka partition, so the offset orders them, and a write that is repeated or
 * overtaken changes nothing. An order's own columns are never null; an added column is, when the order has no field for
 * it, and this is a tombstone, the price for the last record to win there too.
 *
 * <p>Rows of one slot go in an unlogged batch, which to Cassandra is a single mutation; a logged batch would be
 * written twice for a safety that repeating gives already. Safe for use by several threads.
 */
public final class OrderInsert {

    private final PreparedStatement insert;
    private final TableLayout layout;
    private final AddedColumns extraColumns;

    /** @param insert of {@link #cql} for the same columns */
    OrderInsert(PreparedStatement insert, TableLayout layout, AddedColumns extraColumns) {
        this.insert = insert;
        this.layout = layout;
        this.extraColumns = extraColumns;
    }

    public static String cql(TargetTable table, AddedColumns extraColumns) {
        return Cql.read(
                "insert-order.cql",
                table.name(),
                table.layout().keyNames(),
                extraColumns.cqlNames(),
                table.layout().keyMarkers(),
                extraColumns.cqlMarkers());
    }

    AddedColumns extraColumns() {
        return extraColumns;
    }

    /** @param rows of one partition and slot, at least one */
    Statement<?> statement(List<OrderRow> rows) {
        List<ByteBuffer> key = layout.key(rows.get(0).partition(), rows.get(0).slot());
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
        BoundStatementBuilder statement = insert.boundStatementBuilder();
        int marker = 0;
        while (marker < key.size()) {
            statement.setBytesUnsafe(marker, key.get(marker));
            marker++;
        }
        EncodedOrder cells = row.cells();
        for (int i = 0; i < cells.count(); i++) {
            statement.setBytesUnsafe(marker++, cells.get(i));
        }
        for (ByteBuffer value : row.extraCells().valuesIn(extraColumns)) {
            statement.setBytesUnsafe(marker++, value);
        }
        long writeTimestamp = layout.writeTimestamp(row.slot(), row.offset());
        return statement
                .setBytesUnsafe(marker, CqlValues.bigint(writeTimestamp))
                .build();
    }
}
