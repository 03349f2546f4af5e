package io.orderpipeline.consumer.cassandra;

import com.datastax.oss.driver.api.core.cql.BatchStatement;
import com.datastax.oss.driver.api.core.cql.BatchStatementBuilder;
import com.datastax.oss.driver.api.core.cql.BoundStatement;
import com.datastax.oss.driver.api.core.cql.BoundStatementBuilder;
import com.datastax.oss.driver.api.core.cql.DefaultBatchType;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.Statement;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * The one statement that writes orders, for the columns that the table has. Its write timestamp is the record's offset:
 * all writes to a row come from one Kafka partition, so the offset orders them, and a write that is repeated or
 * overtaken changes nothing. An order's own columns are never null; an added column is, when the order has no field for
 * it, and this is a tombstone, the price for the last record to win there too.
 *
 * <p>Rows of one partition go in an unlogged batch, which to Cassandra is a single mutation; a logged batch would be
 * written twice for a safety that repeating gives already. Safe for use by several threads.
 */
final class OrderInsert {

    private final PreparedStatement insert;
    private final ExtraColumns extraColumns;

    /** @param insert of {@link #cql} for the same columns */
    OrderInsert(PreparedStatement insert, ExtraColumns extraColumns) {
        this.insert = insert;
        this.extraColumns = extraColumns;
    }

    static String cql(String keyspace, ExtraColumns extraColumns) {
        return Cql.read("insert-order.cql", keyspace, extraColumns.cqlNames(), extraColumns.cqlMarkers());
    }

    ExtraColumns extraColumns() {
        return extraColumns;
    }

    /** @param rows of one partition, at least one */
    Statement<?> statement(List<OrderRow> rows) {
        ByteBuffer partition = CellBytes.integer(rows.get(0).partition());
        if (rows.size() == 1) {
            return bind(partition, rows.get(0));
        }
        BatchStatementBuilder batch = BatchStatement.builder(DefaultBatchType.UNLOGGED);
        for (OrderRow row : rows) {
            batch.addStatement(bind(partition, row));
        }
        return batch.build();
    }

    private BoundStatement bind(ByteBuffer partition, OrderRow row) {
        BoundStatementBuilder statement = insert.boundStatementBuilder().setBytesUnsafe(0, partition);
        int marker = 1;
        OrderCells cells = row.cells();
        for (int i = 0; i < cells.count(); i++) {
            statement.setBytesUnsafe(marker++, cells.get(i));
        }
        for (ByteBuffer value : row.extraCells().valuesIn(extraColumns)) {
            statement.setBytesUnsafe(marker++, value);
        }
        return statement.setBytesUnsafe(marker, CellBytes.bigint(row.offset())).build();
    }
}
