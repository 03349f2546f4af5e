package io.orderpipeline.consumer.cassandra;

import com.datastax.oss.driver.api.core.CqlSession;
import io.orderpipeline.consumer.cassandra.row.CqlValues;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * The default table: one Cassandra partition for each Kafka partition, which grows without bound. The write timestamp
 * is the version.
 */
record PlainLayout() implements TableLayout {

    static final String TABLE = "orders";

    private static final TableShape SHAPE = TableShape.ofOrders(List.of("partition"), Map.of());
    private static final long ONLY_SHARD = 0;

    @Override
    public LayoutChoice.Kind kind() {
        return LayoutChoice.Kind.PLAIN;
    }

    @Override
    public String table() {
        return TABLE;
    }

    @Override
    public TableShape shape() {
        return SHAPE;
    }

    @Override
    public long shard(ByteBuffer orderId) {
        return ONLY_SHARD;
    }

    @Override
    public long shard(Instant time) {
        return 0;
    }

    @Override
    public List<ByteBuffer> key(int partition, long shard) {
        return List.of(CqlValues.integer(partition));
    }

    @Override
    public long writeTimestamp(long shard, long version) {
        return version;
    }

    @Override
    public String writeTimestamps() {
        return "offsets, which are microseconds of January 1970";
    }

    @Override
    public long version(long shard, long writeTimestamp) {
        return writeTimestamp;
    }

    @Override
    public List<String> definitions(String keyspace) {
        return List.of(Cql.read("create-orders.cql", keyspace));
    }

    @Override
    public ShardIndex index(CqlSession session, String keyspace) {
        return partition -> List.of(List.of(ONLY_SHARD)).iterator();
    }

    @Override
    public String properties() {
        return "one Cassandra partition for each Kafka partition";
    }
}
