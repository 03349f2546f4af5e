package io.orderpipeline.consumer.cassandra;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.DriverException;
import com.datastax.oss.driver.api.core.cql.AsyncResultSet;
import com.datastax.oss.driver.api.core.cql.BoundStatement;
import com.datastax.oss.driver.api.core.cql.BoundStatementBuilder;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.Row;
import io.orderpipeline.common.order.Order;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.IntStream;

/** Reads orders back from the table, as a look at what was really stored. Safe for use by several threads. */
public final class NewestOrders {

    /** Groups of slots without a row, one after the other: before them all have expired. */
    private static final int MOST_EMPTY = 20;

    /** After the id. */
    private static final int FIRST_VALUE = 1;

    private final CqlSession session;
    private final TableLayout layout;
    private final ShardIndex directory;
    private final PreparedStatement select;

    public NewestOrders(CqlSession session, TargetTable table) {
        this.session = session;
        this.layout = table.layout();
        this.directory = layout.directory(session, table.keyspace());
        this.select = session.prepare(Cql.read("select-newest-orders.cql", table.name(), layout.keyMatch()));
    }

    /**
     * By id, which for ids of UUID version 7 is by time; the newest first. Of a table with buckets, by bucket and then by
     * id: there, ids of other forms come last. Blocks.
     */
    public List<Order> read(int partition, int count) {
        List<Order> newest = new ArrayList<>();
        Iterator<List<Long>> groups = directory.newestFirst(partition);
        int empty = 0;
        while (newest.size() < count && empty < MOST_EMPTY && groups.hasNext()) {
            List<Order> found = read(partition, groups.next(), count - newest.size());
            empty = found.isEmpty() ? empty + 1 : 0;
            newest.addAll(found);
        }
        return newest;
    }

    private List<Order> read(int partition, List<Long> slots, int count) {
        List<CompletableFuture<AsyncResultSet>> answers = slots.stream()
                .map(slot -> session.executeAsync(bind(partition, slot, count)).toCompletableFuture())
                .toList();
        List<Order> orders = new ArrayList<>();
        for (CompletableFuture<AsyncResultSet> answer : answers) {
            result(answer).currentPage().forEach(row -> {
                if (hasValues(row)) {
                    orders.add(order(row));
                }
            });
        }
        orders.sort(Comparator.comparing(Order::orderId).reversed());
        return orders.subList(0, Math.min(count, orders.size()));
    }

    private BoundStatement bind(int partition, long slot, int count) {
        BoundStatementBuilder statement = select.boundStatementBuilder();
        int marker = 0;
        for (ByteBuffer cell : layout.key(partition, slot)) {
            statement.setBytesUnsafe(marker++, cell);
        }
        // All in one page, so that its answer is the whole.
        return statement.setInt(marker, count).setPageSize(count).build();
    }

    /** With the driver's own exceptions. */
    private static AsyncResultSet result(CompletableFuture<AsyncResultSet> answer) {
        try {
            return answer.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof DriverException failure ? failure.copy() : e;
        }
    }

    /** Of a row that has expired and was replayed, no more than the id may be left. */
    private static boolean hasValues(Row row) {
        return IntStream.range(FIRST_VALUE, row.size()).anyMatch(column -> !row.isNull(column));
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
