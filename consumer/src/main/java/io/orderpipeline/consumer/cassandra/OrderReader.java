package io.orderpipeline.consumer.cassandra;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.AsyncResultSet;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.Row;
import com.datastax.oss.driver.api.core.cql.Statement;
import com.datastax.oss.driver.api.core.data.ByteUtils;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * Reads the table back, whole partitions included, in memory for two pages: the next one is on its way while the caller
 * has the one before. One thread.
 */
public final class OrderReader implements RowReader {

    /** After an order's own columns and the write timestamp. */
    private static final int FIRST_EXTRA = 9;

    private final CqlSession session;
    private final PageRequests requests;
    private final ExtraColumns extraColumns;
    private final PreparedStatement selectPartition;
    private final PreparedStatement selectOrder;
    private final PreparedStatement selectPartitions;

    /**
     * Prepares the statements: the table must be there.
     *
     * @param pulse run several times a second while an answer is awaited; what it throws ends the reading
     */
    public OrderReader(CqlSession session, String keyspace, Runnable pulse) {
        this.session = session;
        this.requests = new PageRequests(keyspace + ".orders", pulse);
        this.extraColumns = OrdersTable.extraColumns(session, keyspace);
        String further = extraColumns.cqlNames();
        this.selectPartition = session.prepare(Cql.read("select-orders.cql", keyspace, further));
        this.selectOrder = session.prepare(Cql.read("select-order.cql", keyspace, further));
        this.selectPartitions = session.prepare(Cql.read("select-partitions.cql", keyspace));
    }

    @Override
    public ExtraColumns extraColumns() {
        return extraColumns;
    }

    @Override
    public SortedSet<Integer> partitions() throws InterruptedException {
        SortedSet<Integer> partitions = new TreeSet<>();
        pages(selectPartitions.bind(), row -> partitions.add(row.getInt(0)));
        return partitions;
    }

    @Override
    public void read(int partition, Consumer<StoredOrder> rows) throws InterruptedException {
        pages(selectPartition.bind(partition), row -> rows.accept(stored(row)));
    }

    @Override
    public Optional<StoredOrder> find(int partition, String orderId) throws InterruptedException {
        Statement<?> select = selectOrder.bind(partition, orderId);
        Row row = requests.await(() -> fetch(select, null)).one();
        return Optional.ofNullable(row).map(this::stored);
    }

    private void pages(Statement<?> select, Consumer<Row> rows) throws InterruptedException {
        CompletableFuture<AsyncResultSet> next = fetch(select, null);
        ByteBuffer from = null;
        while (next != null) {
            ByteBuffer again = from;
            AsyncResultSet page = requests.await(next, () -> fetch(select, again));
            from = page.getExecutionInfo().getPagingState();
            next = from == null ? null : fetch(select, from);
            page.currentPage().forEach(rows);
        }
    }

    /** @param from the paging state, null for the first page */
    private CompletableFuture<AsyncResultSet> fetch(Statement<?> select, ByteBuffer from) {
        return session.executeAsync(select.setPageSize(requests.pageRows()).setPagingState(from))
                .toCompletableFuture();
    }

    private StoredOrder stored(Row row) {
        List<Object> values = new ArrayList<>(Arrays.asList(
                row.getString(1),
                row.getString(2),
                row.getString(3),
                row.isNull(4) ? null : row.getInt(4),
                row.getBigDecimal(5),
                row.getInstant(6),
                row.getBigDecimal(7)));
        for (int i = 0; i < extraColumns.names().size(); i++) {
            ByteBuffer value = row.getBytesUnsafe(FIRST_EXTRA + i);
            values.add(value == null ? null : ByteUtils.getArray(value));
        }
        return new StoredOrder(row.getString(0), values, row.isNull(8) ? StoredOrder.UNKNOWN : row.getLong(8));
    }
}
