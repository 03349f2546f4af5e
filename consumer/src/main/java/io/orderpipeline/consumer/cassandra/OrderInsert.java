package io.orderpipeline.consumer.cassandra;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.BatchStatement;
import com.datastax.oss.driver.api.core.cql.BatchStatementBuilder;
import com.datastax.oss.driver.api.core.cql.BoundStatement;
import com.datastax.oss.driver.api.core.cql.DefaultBatchType;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.Statement;
import io.orderpipeline.order.Order;
import java.util.List;

/**
 * The one statement that writes orders. Its write timestamp is the record's offset: all writes to a row come from one
 * Kafka partition, so the offset orders them, and a write that is repeated or overtaken changes nothing. Null is never
 * bound, for it would be written as a tombstone.
 *
 * <p>Rows of one partition go in an unlogged batch, which to Cassandra is a single mutation; a logged batch would be
 * written twice for a safety that repeating gives already. Safe for use by several threads.
 */
final class OrderInsert {

    private final PreparedStatement insert;

    OrderInsert(CqlSession session, String keyspace) {
        insert = session.prepare(Cql.read("insert-order.cql", keyspace));
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
        return insert.bind(
                row.partition(),
                order.orderId(),
                order.customerName(),
                order.product(),
                order.category(),
                order.quantity(),
                order.price(),
                order.timestamp(),
                order.totalAmount(),
                row.offset());
    }
}
