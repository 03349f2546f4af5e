package io.orderpipeline.consumer.cassandra;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.DriverException;
import com.datastax.oss.driver.api.core.cql.AsyncResultSet;
import com.datastax.oss.driver.api.core.cql.BoundStatement;
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

/** Reads the newest orders of a Kafka partition. Safe for use by several threads. */
final class NewestOrders {

    /** After so many consecutive groups without a row, older rows have expired too. */
    private static final int MOST_EMPTY_GROUPS = 20;

    /**
     * Rows of a shard that are compared by their offsets. The table sorts by id: of ids that do not begin with the
     * time, as UUIDv7 does, only the newest of these rows are found.
     */
    private static final int CANDIDATES = 50;

    /** The column after the id. */
    private static final int FIRST_VALUE = 1;

    private final CqlSession session;
    private final TableLayout layout;
    private final ShardIndex index;
    private final PreparedStatement select;

    NewestOrders(CqlSession session, TargetTable table) {
        this.session = session;
        this.layout = table.layout();
        this.index = layout.index(session, table.keyspace());
        this.select = session.prepare(Cql.read("select-newest-orders.cql", table.name(), layout.keyMatch()));
    }

    /** See {@link TableSession#newestOrders}. */
    List<Order> read(int partition, int count) {
        List<Order> newest = new ArrayList<>();
        Iterator<List<Long>> groups = index.newestFirst(partition);
        int empty = 0;
        while (newest.size() < count && empty < MOST_EMPTY_GROUPS && groups.hasNext()) {
            List<Order> found = read(partition, groups.next(), count - newest.size());
            empty = found.isEmpty() ? empty + 1 : 0;
            newest.addAll(found);
        }
        return newest;
    }

    private List<Order> read(int partition, List<Long> shards, int count) {
        List<CompletableFuture<AsyncResultSet>> responses = shards.stream()
                .map(shard -> session.executeAsync(bind(partition, shard, Math.max(count, CANDIDATES)))
                        .toCompletableFuture())
                .toList();
        List<Candidate> candidates = new ArrayList<>();
        for (int i = 0; i < shards.size(); i++) {
            long shard = shards.get(i);
            result(responses.get(i)).currentPage().forEach(row -> {
                if (hasValues(row)) {
                    candidates.add(new Candidate(order(row), version(row, shard)));
                }
            });
        }
        return candidates.stream()
                .sorted(Candidate.NEWEST_FIRST)
                .limit(count)
                .map(Candidate::order)
                .toList();
    }

    /** @param version as in {@link TableLayout#writeTimestamp}: it grows with the offset of the order's record */
    private record Candidate(Order order, long version) {

        private static final Comparator<Candidate> NEWEST_FIRST = Comparator.comparingLong(Candidate::version)
                .thenComparing(candidate -> candidate.order.orderId())
                .reversed();
    }

    /** Zero for a row without a product, which was edited by hand. */
    private long version(Row row, long shard) {
        return row.isNull("written_at") ? 0 : layout.version(shard, row.getLong("written_at"));
    }

    private BoundStatement bind(int partition, long shard, int count) {
        List<ByteBuffer> key = layout.key(partition, shard);
        // One page, so that the first response is complete.
        return Cql.bind(select, key)
                .setInt(key.size(), count)
                .setPageSize(count)
                .build();
    }

    /** Throws the driver's exception, not the wrapper. */
    private static AsyncResultSet result(CompletableFuture<AsyncResultSet> response) {
        try {
            return response.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof DriverException failure ? failure.copy() : e;
        }
    }

    /** An expired row that was replayed may consist of the id only. */
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
