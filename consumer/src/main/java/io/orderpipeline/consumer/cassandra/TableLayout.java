package io.orderpipeline.consumer.cassandra;

import com.datastax.oss.driver.api.core.CqlSession;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * How orders lie in a table: all that the one layout has different from the other. The rows of a Kafka partition are in
 * one or many partitions of Cassandra, its slots, and an order's id alone decides its slot: so an order that is sent
 * again meets its row, whatever else has changed in it. Immutable.
 */
sealed interface TableLayout permits PlainLayout, BoundedLayout {

    String table();

    /** The partition key has {@code partition} first; the rest of the primary key is {@code order_id}. */
    TableShape shape();

    /** @param orderId as the table has it; its position is left alone */
    long slot(ByteBuffer orderId);

    /** The cells of the partition key. */
    List<ByteBuffer> key(int partition, long slot);

    /**
     * Orders the writes to a row: of two with one slot, the later offset wins.
     *
     * @return microseconds since 1970, or what Cassandra takes for that
     */
    long writeTimestamp(long slot, long offset);

    /** The offset that {@link #writeTimestamp} was made of. */
    long offset(long slot, long writeTimestamp);

    /** The statements that make the table, and those beside it, when they are absent. */
    List<String> definitions(String keyspace);

    /** The further tables of {@link #definitions}. */
    Map<String, TableShape> companions();

    /** Where its slots are listed; or nothing is, for there is only one. */
    ShardIndex directory(CqlSession session, String keyspace);

    /** How long a row lives from when it was written; empty for ever. */
    Optional<Duration> timeToLive();

    /** For messages: what belongs to the table for good. */
    String properties();

    /** For people who run with such a table: that, and what it means. */
    String description();

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
