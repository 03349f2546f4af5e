package io.orderpipeline.consumer.cassandra;

import com.datastax.oss.driver.api.core.CqlSession;
import io.orderpipeline.consumer.cassandra.row.CqlValues;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The contract: one partition of Cassandra for each of Kafka, which grows for ever. Its write timestamp is the offset. */
record PlainLayout() implements TableLayout {

    static final String TABLE = "orders";

    private static final TableShape SHAPE = TableShape.ofOrders(List.of("partition"), Map.of());
    private static final long ONLY_SLOT = 0;

    @Override
    public String table() {
        return TABLE;
    }

    @Override
    public TableShape shape() {
        return SHAPE;
    }

    @Override
    public long slot(ByteBuffer orderId) {
        return ONLY_SLOT;
    }

    @Override
    public List<ByteBuffer> key(int partition, long slot) {
        return List.of(CqlValues.integer(partition));
    }

    @Override
    public long writeTimestamp(long slot, long offset) {
        return offset;
    }

    @Override
    public long offset(long slot, long writeTimestamp) {
        return writeTimestamp;
    }

    @Override
    public List<String> definitions(String keyspace) {
        return List.of(Cql.read("create-orders.cql", keyspace));
    }

    @Override
    public Map<String, TableShape> companions() {
        return Map.of();
    }

    @Override
    public ShardIndex directory(CqlSession session, String keyspace) {
        return ShardIndex.ofOneSlot(ONLY_SLOT);
    }

    @Override
    public Optional<Duration> timeToLive() {
        return Optional.empty();
    }

    @Override
    public String properties() {
        return "one partition of Cassandra for each of Kafka";
    }

    @Override
    public String description() {
        return properties();
    }
}
