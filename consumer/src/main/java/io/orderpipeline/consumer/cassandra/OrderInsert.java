package io.orderpipeline.consumer.cassandra;

import com.datastax.oss.driver.api.core.cql.BatchStatement;
import com.datastax.oss.driver.api.core.cql.BatchStatementBuilder;
import com.datastax.oss.driver.api.core.cql.BoundStatement;
import com.datastax.oss.driver.api.core.cql.BoundStatementBuilder;
import com.datastax.oss.driver.api.core.cql.DefaultBatchType;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.Statement;
import io.orderpipeline.order.Order;
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

    /** The partition among them. */
    private static final int COLUMNS_OF_AN_ORDER = 9;

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
        if (rows.size() == 1) {
            return bind(rows.get(0));
        }
        BatchStatementBuilder batch = BatchStatement.builder(DefaultBatchType.UNLOGGED);
        for (OrderRow row : rows) {
            batch.addStatement(bind(row));
        }
        return batch.build();
    }

    private BoundStatement bind(OrderRow row) {
        Order order = row.order();
        BoundStatementBuilder statement = insert.boundStatementBuilder()
                .setBytesUnsafe(0, CellBytes.integer(row.partition()))
                .setBytesUnsafe(1, CellBytes.text(order.orderId()))
                .setBytesUnsafe(2, CellBytes.text(order.customerName()))
                .setBytesUnsafe(3, CellBytes.text(order.product()))
                .setBytesUnsafe(4, CellBytes.text(order.category()))
                .setBytesUnsafe(5, CellBytes.integer(order.quantity()))
                .setBytesUnsafe(6, CellBytes.decimal(order.price()))
                .setBytesUnsafe(7, CellBytes.timestamp(order.timestamp()))
                .setBytesUnsafe(8, CellBytes.decimal(order.totalAmount()));
        int marker = COLUMNS_OF_AN_ORDER;
        for (ByteBuffer value : row.extraCells().valuesIn(extraColumns)) {
            statement.setBytesUnsafe(marker++, value);
        }
        return statement.setBytesUnsafe(marker, CellBytes.bigint(row.offset())).build();
    }
}
