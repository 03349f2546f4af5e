package io.orderpipeline.consumer.cassandra;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.Row;
import io.orderpipeline.order.Order;
import java.util.List;

/** Reads orders back from the table, as a look at what was really stored. Safe for use by several threads. */
public final class NewestOrders {

    private final CqlSession session;
    private final PreparedStatement select;

    public NewestOrders(CqlSession session, String keyspace) {
        this.session = session;
        this.select = session.prepare(Cql.read("select-newest-orders.cql", keyspace));
    }

    /** By id, which for ids of UUID version 7 is by time; the newest first. */
    public List<Order> read(int partition, int count) {
        return session.execute(select.bind(partition, count)).all().stream()
                .map(NewestOrders::order)
                .toList();
    }

    private static Order order(Row row) {
        return new Order(
                row.getString("order_id"),
                row.getString("customer_name"),
                row.getString("product"),
                row.getString("category"),
                row.getInt("quantity"),
                row.getBigDecimal("price"),
                row.getInstant("timestamp"),
                row.getBigDecimal("total_amount"));
    }
}
