package io.orderpipeline.consumer.cassandra;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.BoundStatement;
import com.datastax.oss.driver.api.core.cql.BoundStatementBuilder;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.Row;
import com.datastax.oss.driver.api.core.data.ByteUtils;
import io.orderpipeline.consumer.cassandra.row.AddedColumns;
import io.orderpipeline.consumer.cassandra.row.CqlValues;
import io.orderpipeline.consumer.cassandra.row.StoredOrder;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Reads the table back, whole partitions included. It asks the table itself for its partitions, each time anew, so that
 * nothing in it goes unseen and no list of them is held. One thread.
 */
public final class OrderReader implements RowReader {

    /** After an order's own columns and the write timestamp. */
    private static final int FIRST_EXTRA = 9;

    /** Partitions of Cassandra of which the first page is on its way, for small ones are more wait than work. */
    private static final int READ_AHEAD = 4;

    private final CqlSession session;
    private final TableLayout layout;
    private final PageRequests requests;
    private final AddedColumns extraColumns;
    private final PreparedStatement selectKeys;
    private final PreparedStatement selectOrders;
    private final PreparedStatement selectOrder;

    /** The rows of one partition of Cassandra, with the row that holds its key. */
    private record Part(Row key, RowPages rows) {}

    /**
     * Prepares the statements: the table must be there.
     *
     * @param pulse run several times a second while an answer is awaited; what it throws ends the reading
     */
    public OrderReader(CqlSession session, TargetTable table, Runnable pulse) {
        this.session = session;
        this.layout = table.layout();
        this.requests = new PageRequests(table.name(), pulse);
        this.extraColumns = table.extraColumns(session);
        String further = extraColumns.cqlNames();
        this.selectKeys = session.prepare(Cql.read("select-keys.cql", table.name(), layout.keyNames()));
        this.selectOrders = session.prepare(Cql.read("select-orders.cql", table.name(), layout.keyMatch(), further));
        this.selectOrder = session.prepare(Cql.read("select-order.cql", table.name(), layout.keyMatch(), further));
    }

    @Override
    public AddedColumns extraColumns() {
        return extraColumns;
    }

    @Override
    public Optional<Duration> timeToLive() {
        return layout.timeToLive();
    }

    @Override
    public SortedSet<Integer> partitions() throws InterruptedException {
        SortedSet<Integer> partitions = new TreeSet<>();
        pages(selectKeys.bind()).forEach(key -> partitions.add(key.getInt(0)));
        return partitions;
    }

    @Override
    public void read(int partition, Consumer<StoredOrder> rows) throws InterruptedException {
        Deque<Part> ahead = new ArrayDeque<>();
        pages(selectKeys.bind()).forEach(key -> {
            if (key.getInt(0) == partition) {
                ahead.add(new Part(key, pages(bind(selectOrders, cells(key)).build())));
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
        List<ByteBuffer> key = cells(part.key());
        part.rows().forEach(row -> {
            long slot = layout.slot(row.getBytesUnsafe(0));
            boolean isInItsPlace = layout.key(part.key().getInt(0), slot).equals(key);
            rows.accept(isInItsPlace ? stored(row, slot) : stray(row, part.key()));
        });
    }

    @Override
    public Optional<StoredOrder> find(int partition, String orderId) throws InterruptedException {
        ByteBuffer id = CqlValues.text(orderId);
        long slot = layout.slot(id);
        List<ByteBuffer> key = layout.key(partition, slot);
        BoundStatement select =
                bind(selectOrder, key).setBytesUnsafe(key.size(), id).build();
        List<StoredOrder> found = new ArrayList<>();
        pages(select).forEach(row -> found.add(stored(row, slot)));
        return found.stream().findFirst();
    }

    private static List<ByteBuffer> cells(Row key) {
        return IntStream.range(0, key.size()).mapToObj(key::getBytesUnsafe).toList();
    }

    private static BoundStatementBuilder bind(PreparedStatement select, List<ByteBuffer> key) {
        BoundStatementBuilder statement = select.boundStatementBuilder();
        for (int marker = 0; marker < key.size(); marker++) {
            statement.setBytesUnsafe(marker, key.get(marker));
        }
        return statement;
    }

    private RowPages pages(BoundStatement select) {
        return new RowPages(session, requests, select);
    }

    private StoredOrder stored(Row row, long slot) {
        long writtenAt = row.isNull(8) ? StoredOrder.UNKNOWN : layout.offset(slot, row.getLong(8));
        return new StoredOrder(row.getString(0), values(row), writtenAt, "");
    }

    /** Our offset cannot be told from the write timestamp of a row that is not where we would have written it. */
    private StoredOrder stray(Row row, Row key) {
        String place = IntStream.range(1, key.size())
                .mapToObj(column -> layout.shape().partitionKey().get(column) + " " + key.getObject(column))
                .collect(Collectors.joining(", "));
        return new StoredOrder(row.getString(0), values(row), StoredOrder.UNKNOWN, place);
    }

    private List<Object> values(Row row) {
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
        return values;
    }
}
