package io.orderpipeline.consumer.cassandra;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.AsyncResultSet;
import com.datastax.oss.driver.api.core.cql.BoundStatement;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.Row;
import io.orderpipeline.consumer.cassandra.row.AddedColumns;
import io.orderpipeline.consumer.cassandra.row.CqlValues;
import io.orderpipeline.consumer.cassandra.row.StoredOrder;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Reads whole Kafka partitions of the table. It selects the partition keys from the table itself on every call, so that
 * rows with unexpected keys are found and no list of keys is kept in memory. Safe for use by several threads.
 */
final class OrderReader implements RowReader {

    /** After the schema columns. */
    private static final int WRITE_TIMESTAMP = 8;

    private static final int FIRST_ADDED = WRITE_TIMESTAMP + 1;

    /**
     * Cassandra partitions whose first page is requested in advance, because latency dominates for small partitions.
     */
    private static final int READ_AHEAD = 4;

    private final CqlSession session;
    private final TableLayout layout;
    private final PageRequests requests;
    private final Map<Integer, Long> logBases;
    private final AddedColumns addedColumns;
    private final PreparedStatement selectKeys;
    private final PreparedStatement selectOrders;
    private final PreparedStatement selectOrder;

    /** The rows of one Cassandra partition. */
    private record Part(Row key, Pages rows) {}

    /** @param whileWaiting see {@link TableSession#reader} */
    OrderReader(CqlSession session, TargetTable table, Runnable whileWaiting) {
        this.session = session;
        this.layout = table.layout();
        this.requests = new PageRequests(table.name(), whileWaiting);
        this.logBases = OrderLogs.newestBases(session, table.keyspace());
        this.addedColumns = table.addedColumns(session);
        String added = addedColumns.cqlNames();
        this.selectKeys = session.prepare(Cql.read("select-keys.cql", table.name(), layout.keyNames()));
        this.selectOrders = session.prepare(Cql.read("select-orders.cql", table.name(), layout.keyMatch(), added));
        this.selectOrder = session.prepare(Cql.read("select-order.cql", table.name(), layout.keyMatch(), added));
    }

    @Override
    public AddedColumns addedColumns() {
        return addedColumns;
    }

    @Override
    public Optional<Duration> timeToLive() {
        return layout.timeToLive();
    }

    @Override
    public SortedSet<Integer> partitions() throws InterruptedException {
        SortedSet<Integer> partitions = new TreeSet<>();
        new Pages(selectKeys.bind()).forEach(key -> partitions.add(key.getInt(0)));
        return partitions;
    }

    @Override
    public void read(int partition, Consumer<StoredOrder> rows) throws InterruptedException {
        Deque<Part> ahead = new ArrayDeque<>();
        new Pages(selectKeys.bind()).forEach(key -> {
            if (key.getInt(0) == partition) {
                ahead.add(new Part(
                        key, new Pages(Cql.bind(selectOrders, keyValues(key)).build())));
            }
            if (ahead.size() > READ_AHEAD) {
                read(ahead.remove(), rows);
            }
        });
        while (!ahead.isEmpty()) {
            read(ahead.remove(), rows);
        }
    }

    private void read(Part part, Consumer<StoredOrder> rows) throws InterruptedException {
        List<ByteBuffer> key = keyValues(part.key());
        int partition = part.key().getInt(0);
        part.rows().forEach(row -> {
            long shard = layout.shard(row.getBytesUnsafe(0));
            boolean isInItsShard = layout.key(partition, shard).equals(key);
            rows.accept(isInItsShard ? stored(row, partition, shard) : stray(row, part.key()));
        });
    }

    @Override
    public Optional<StoredOrder> find(int partition, String orderId) throws InterruptedException {
        ByteBuffer id = CqlValues.text(orderId);
        long shard = layout.shard(id);
        List<ByteBuffer> key = layout.key(partition, shard);
        BoundStatement select =
                Cql.bind(selectOrder, key).setBytesUnsafe(key.size(), id).build();
        List<StoredOrder> found = new ArrayList<>();
        new Pages(select).forEach(row -> found.add(stored(row, partition, shard)));
        return found.stream().findFirst();
    }

    private static List<ByteBuffer> keyValues(Row key) {
        return IntStream.range(0, key.size()).mapToObj(key::getBytesUnsafe).toList();
    }

    private StoredOrder stored(Row row, int partition, long shard) {
        return new StoredOrder(row.getBytesUnsafe(0), values(row), writtenAt(row, partition, shard), "");
    }

    /** An earlier log has other records at its offsets. */
    private long writtenAt(Row row, int partition, long shard) {
        ByteBuffer writeTimestamp = row.getBytesUnsafe(WRITE_TIMESTAMP);
        if (writeTimestamp == null) {
            return StoredOrder.UNKNOWN;
        }
        long version = layout.version(shard, writeTimestamp.getLong(writeTimestamp.position()));
        long offset = version - logBases.getOrDefault(partition, 0L);
        return offset < 0 ? StoredOrder.UNKNOWN : offset;
    }

    /** The write timestamp of a row in another shard does not contain an offset. */
    private StoredOrder stray(Row row, Row key) {
        String strayKey = IntStream.range(1, key.size())
                .mapToObj(column -> layout.shape().partitionKey().get(column) + " " + key.getObject(column))
                .collect(Collectors.joining(", "));
        return new StoredOrder(row.getBytesUnsafe(0), values(row), StoredOrder.UNKNOWN, strayKey);
    }

    /** As bytes, without the lookup of a codec for each value. */
    private static List<ByteBuffer> values(Row row) {
        List<ByteBuffer> values = new ArrayList<>(row.size());
        values.add(row.getBytesUnsafe(1));
        values.add(row.getBytesUnsafe(2));
        values.add(row.getBytesUnsafe(3));
        values.add(CqlValues.number(row.getBytesUnsafe(4)));
        values.add(CqlValues.shortestDecimal(row.getBytesUnsafe(5)));
        values.add(CqlValues.number(row.getBytesUnsafe(6)));
        values.add(CqlValues.shortestDecimal(row.getBytesUnsafe(7)));
        for (int column = FIRST_ADDED; column < row.size(); column++) {
            values.add(row.getBytesUnsafe(column));
        }
        return values;
    }

    /** Row callback; may issue further queries. */
    @FunctionalInterface
    private interface RowConsumer {
        void accept(Row row) throws InterruptedException;
    }

    /**
     * The rows of one query, with two pages in memory: the first page is requested at once, and each further page while
     * the caller processes the one before.
     */
    private final class Pages {

        private final BoundStatement select;
        private CompletableFuture<AsyncResultSet> next;

        Pages(BoundStatement select) {
            this.select = select;
            this.next = fetch(null);
        }

        /** May be called once. */
        void forEach(RowConsumer consumer) throws InterruptedException {
            ByteBuffer from = null;
            while (next != null) {
                ByteBuffer current = from;
                AsyncResultSet page = requests.await(next, () -> fetch(current));
                from = page.getExecutionInfo().getPagingState();
                next = from == null ? null : fetch(from);
                for (Row row : page.currentPage()) {
                    consumer.accept(row);
                }
            }
        }

        /** @param from the paging state, null for the first page */
        private CompletableFuture<AsyncResultSet> fetch(ByteBuffer from) {
            return session.executeAsync(select.setPageSize(requests.pageRows()).setPagingState(from))
                    .toCompletableFuture();
        }
    }
}
