package io.orderpipeline.consumer.cassandra;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.type.DataTypes;
import io.orderpipeline.consumer.cassandra.row.CqlValues;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The time-bucketed table: many Cassandra partitions for each Kafka partition, one for each {@link Shards shard}, so
 * that none grows without bound. Bucket and spread are fixed for a table and stored in its comment: with other values,
 * an order that is sent again would get a second row.
 *
 * <p>The write timestamp is the start of the bucket plus the version. A row has one bucket, so the version still orders
 * its writes. Time-window compaction, which groups by write timestamp, sees about the time of the order.
 *
 * @param timeToLive see {@link TableLayout#timeToLive()}
 */
record BoundedLayout(Shards shards, Optional<Duration> timeToLive) implements TableLayout {

    /**
     * The window of time-window compaction. With a TTL there are about 30 windows, and the files of a window are
     * deleted together when its last row has expired. Without one, a window is a week: about 50 files a year.
     *
     * @param unit as CQL names it
     */
    record CompactionWindow(String unit, long size) {

        private static final int WINDOWS = 30;

        static CompactionWindow of(Optional<Duration> timeToLive) {
            if (timeToLive.isEmpty()) {
                return new CompactionWindow("DAYS", 7);
            }
            Duration window = timeToLive.get().dividedBy(WINDOWS);
            if (window.toDays() >= 1) {
                return new CompactionWindow("DAYS", window.toDays());
            }
            return window.toHours() >= 1
                    ? new CompactionWindow("HOURS", window.toHours())
                    : new CompactionWindow("MINUTES", Math.max(1, window.toMinutes()));
        }
    }

    static final String TABLE = "orders_by_bucket";

    private static final TableShape SHAPE = TableShape.ofOrders(
            List.of("partition", "bucket", "spread"), Map.of("bucket", DataTypes.TIMESTAMP, "spread", DataTypes.INT));

    private static final Pattern COMMENT = Pattern.compile("bucket (\\d{1,9}) s, spread (\\d{1,3})");

    /** Larger Cassandra partitions are slow to read and to repair. */
    private static final int MOST_ROWS = 100_000;

    /** @return empty when the table's comment does not contain bucket and spread */
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
        return "bucket %d s, spread %d".formatted(shards.bucket().toSeconds(), shards.spread());
    }

    @Override
    public LayoutChoice.Kind kind() {
        return LayoutChoice.Kind.BOUNDED;
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
        return shards.of(orderId);
    }

    @Override
    public long shard(Instant time) {
        return shards.of(time, 0);
    }

    @Override
    public List<ByteBuffer> key(int partition, long shard) {
        return List.of(
                CqlValues.integer(partition),
                CqlValues.timestamp(shards.bucketStart(shard)),
                CqlValues.integer(shards.spreadNumber(shard)));
    }

    @Override
    public long writeTimestamp(long shard, long version) {
        return startMicros(shard) + version;
    }

    @Override
    public String writeTimestamps() {
        return "the times of the orders, from their ids";
    }

    @Override
    public long version(long shard, long writeTimestamp) {
        return writeTimestamp - startMicros(shard);
    }

    private long startMicros(long shard) {
        return shards.startMillis(shard) * 1_000;
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
        return Map.of(BucketIndex.TABLE, BucketIndex.SHAPE, OrderLogs.TABLE, OrderLogs.SHAPE);
    }

    @Override
    public ShardIndex index(CqlSession session, String keyspace) {
        return new BucketIndex(session, keyspace, shards, timeToLive);
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
        return "%s: a Cassandra partition has %,d rows when a Kafka partition receives %,d orders in one bucket"
                .formatted(properties(), MOST_ROWS, (long) MOST_ROWS * shards.spread());
    }
}
