package io.orderpipeline.consumer.cassandra;

import com.datastax.oss.driver.api.core.CqlSession;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The layout of an orders table: everything in which the two layouts differ. The rows of a Kafka partition are in one
 * or many Cassandra partitions, its shards. The order's id alone determines the shard, so an order that is sent again
 * replaces its row, whatever else has changed in it. Immutable.
 */
sealed interface TableLayout permits PlainLayout, BoundedLayout {

    LayoutChoice.Kind kind();

    String table();

    /** The partition key has {@code partition} first; the rest of the primary key is {@code order_id}. */
    TableShape shape();

    /** @param orderId encoded; its position is not changed */
    long shard(ByteBuffer orderId);

    /** A shard for orders of that time. */
    long shard(Instant time);

    /** The encoded values of the partition key. */
    List<ByteBuffer> key(int partition, long shard);

    /**
     * Orders the writes to a row: within a shard, the highest version wins.
     *
     * @return in Cassandra's unit, which is microseconds since 1970
     */
    long writeTimestamp(long shard, long version);

    /** For messages: what write timestamps are derived from. */
    String writeTimestamps();

    /** The inverse of {@link #writeTimestamp}. */
    long version(long shard, long writeTimestamp);

    /** The statements that create the table and the companions of its own if they do not exist. */
    List<String> definitions(String keyspace);

    /** The tables beside it that the consumer needs. */
    default Map<String, TableShape> companions() {
        return Map.of(OrderLogs.TABLE, OrderLogs.SHAPE);
    }

    ShardIndex index(CqlSession session, String keyspace);

    /** The TTL of a row; empty when rows do not expire. */
    default Optional<Duration> timeToLive() {
        return Optional.empty();
    }

    /** For messages: the fixed properties of the table. */
    String properties();

    /** For the log: the properties, and what they mean for the size of partitions. */
    default String description() {
        return properties();
    }

    /** For the list of columns in CQL. */
    default String keyNames() {
        return String.join(", ", shape().partitionKey());
    }

    /** For the list of bind markers in CQL. */
    default String keyMarkers() {
        return shape().partitionKey().stream().map(column -> ":" + column).collect(Collectors.joining(", "));
    }

    /** For a WHERE in CQL. */
    default String keyMatch() {
        return shape().partitionKey().stream()
                .map(column -> column + " = :" + column)
                .collect(Collectors.joining(" AND "));
    }
}
