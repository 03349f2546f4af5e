package io.orderpipeline.consumer.cassandra;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.type.DataTypes;
import io.orderpipeline.consumer.cassandra.row.CqlValues;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Many partitions of Cassandra for each of Kafka, none of which grows for ever: one for each {@link Shards slot}. What
 * deals orders to slots belongs to the table, for another value later would make second rows of orders that are sent
 * again; so it is written into the table's comment.
 *
 * <p>The write timestamp is the bucket's start plus the offset: a row has one bucket, so the offset still orders its
 * writes, and time-window compaction, which sorts by write timestamp, sees about the time of the order.
 *
 * @param timeToLive see {@link TableLayout#timeToLive()}
 */
record BoundedLayout(Shards slots, Optional<Duration> timeToLive) implements TableLayout {

    static final String TABLE = "orders_by_bucket";

    private static final TableShape SHAPE = TableShape.ofOrders(
            List.of("partition", "bucket", "spread"), Map.of("bucket", DataTypes.TIMESTAMP, "spread", DataTypes.INT));

    private static final Pattern COMMENT = Pattern.compile("bucket (\\d{1,9}) s, spread (\\d{1,3})");

    /** A partition of Cassandra with more is slow to read and to repair. */
    private static final int MOST_ROWS = 100_000;

    /** @param comment of the table; empty when it is not one that says how rows are laid out */
    static Optional<BoundedLayout> of(String comment, Optional<Duration> timeToLive) {
        Matcher found = COMMENT.matcher(comment);
        if (!found.matches()) {
            return Optional.empty();
        }
        long seconds = Long.parseLong(found.group(1));
        int spread = Integer.parseInt(found.group(2));
        return seconds < 1 || spread < 1 || spread > Shards.MOST_SPREAD
                ? Optional.empty()
                : Optional.of(new BoundedLayout(new Shards(Duration.ofSeconds(seconds), spread), timeToLive));
    }

    String comment() {
        return "bucket %d s, spread %d".formatted(slots.bucket().toSeconds(), slots.spread());
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
    public long slot(ByteBuffer orderId) {
        return slots.of(orderId);
    }

    @Override
    public List<ByteBuffer> key(int partition, long slot) {
        return List.of(
                CqlValues.integer(partition),
                CqlValues.timestamp(slots.bucketStart(slot)),
                CqlValues.integer(slots.spreadNumber(slot)));
    }

    @Override
    public long writeTimestamp(long slot, long offset) {
        return startMicros(slot) + offset;
    }

    @Override
    public long offset(long slot, long writeTimestamp) {
        return writeTimestamp - startMicros(slot);
    }

    private long startMicros(long slot) {
        return slots.startMillis(slot) * 1_000;
    }

    @Override
    public List<String> definitions(String keyspace) {
        CompactionWindow window = CompactionWindow.of(timeToLive);
        return List.of(
                Cql.read(
                        "create-orders-by-bucket.cql",
                        keyspace,
                        comment(),
                        timeToLive.map(Duration::toSeconds).orElse(0L),
                        window.unit(),
                        window.size()),
                Cql.read("create-order-buckets.cql", keyspace));
    }

    @Override
    public Map<String, TableShape> companions() {
        return Map.of(BucketIndex.TABLE, BucketIndex.SHAPE);
    }

    @Override
    public ShardIndex directory(CqlSession session, String keyspace) {
        return new BucketIndex(session, keyspace, slots, timeToLive, System::nanoTime);
    }

    @Override
    public String properties() {
        return comment()
                + timeToLive
                        .map(life -> ", time to live %d s".formatted(life.toSeconds()))
                        .orElse(", no time to live");
    }

    @Override
    public String description() {
        return "%s: a partition of Cassandra has %,d rows when a Kafka partition brings %,d orders in a bucket's time"
                .formatted(properties(), MOST_ROWS, (long) MOST_ROWS * slots.spread());
    }
}
