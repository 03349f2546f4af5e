package io.orderpipeline.consumer.cassandra;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.Row;
import com.datastax.oss.driver.api.core.type.DataTypes;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;

/**
 * The buckets of each Kafka partition, in a small table of their own. An entry is written before the first row of its
 * bucket is acknowledged, and lives longer than a row; it is forgotten here and written again when it could have less life
 * left than a row. Safe for use by several threads.
 */
final class BucketIndex implements ShardIndex {

    static final String TABLE = "order_buckets";

    static final TableShape SHAPE = new TableShape(
            Map.of("partition", DataTypes.INT, "bucket", DataTypes.TIMESTAMP), List.of("partition"), List.of("bucket"));

    /** As Cassandra has it. */
    private static final int FOR_EVER = 0;

    /** Beyond the life of rows, at most: an entry is written again that often. */
    private static final Duration MOST_SPARE = Duration.ofDays(7);

    /** A backlog of years of orders must not fill the memory; what is forgotten is written once more. */
    private static final int REMEMBERED = 10_000;

    /** Whoever asks for the newest seldom wants many. */
    private static final int PAGE_ROWS = 100;

    private final CqlSession session;
    private final Shards slots;
    private final Optional<Duration> spare;
    private final int lifeSeconds;
    private final LongSupplier nanoTime;
    private final PreparedStatement insert;
    private final PreparedStatement select;
    private final Map<Entry, Long> listedAt = Collections.synchronizedMap(new Remembered());

    private record Entry(int partition, Instant bucket) {}

    /** By which was asked for last. */
    private static final class Remembered extends LinkedHashMap<Entry, Long> {

        private static final long serialVersionUID = 1;

        Remembered() {
            super(16, 0.75f, true);
        }

        @Override
        protected boolean removeEldestEntry(Map.Entry<Entry, Long> eldest) {
            return size() > REMEMBERED;
        }
    }

    /** @param timeToLive of a row */
    BucketIndex(
            CqlSession session, String keyspace, Shards slots, Optional<Duration> timeToLive, LongSupplier nanoTime) {
        this.session = session;
        this.slots = slots;
        this.spare = timeToLive.map(life -> life.compareTo(MOST_SPARE) < 0 ? life : MOST_SPARE);
        this.lifeSeconds = timeToLive
                .map(life -> Math.toIntExact(life.plus(spare.get()).toSeconds()))
                .orElse(FOR_EVER);
        this.nanoTime = nanoTime;
        this.insert = session.prepare(Cql.read("insert-bucket.cql", keyspace));
        this.select = session.prepare(Cql.read("select-buckets.cql", keyspace));
    }

    @Override
    public boolean lists(int partition, long slot) {
        Long at = listedAt.get(new Entry(partition, slots.bucketStart(slot)));
        return at != null
                && spare.map(time -> nanoTime.getAsLong() - at < time.toNanos()).orElse(true);
    }

    @Override
    public CompletionStage<?> add(int partition, long slot) {
        long now = nanoTime.getAsLong();
        Instant bucket = slots.bucketStart(slot);
        return session.executeAsync(insert.bind(partition, bucket, lifeSeconds))
                .thenRun(() -> listedAt.put(new Entry(partition, bucket), now));
    }

    @Override
    public Iterator<List<Long>> newestFirst(int partition) {
        return StreamSupport.stream(
                        session.execute(select.bind(partition).setPageSize(PAGE_ROWS))
                                .spliterator(),
                        false)
                .map(this::slotsOf)
                .iterator();
    }

    private List<Long> slotsOf(Row row) {
        Instant bucket = row.getInstant("bucket");
        return IntStream.range(0, slots.slotsOf(bucket))
                .mapToObj(spreadNumber -> slots.of(bucket, spreadNumber))
                .toList();
    }
}
