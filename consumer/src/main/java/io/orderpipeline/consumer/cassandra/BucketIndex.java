package io.orderpipeline.consumer.cassandra;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.Row;
import com.datastax.oss.driver.api.core.metadata.Metadata;
import com.datastax.oss.driver.api.core.metadata.schema.TableMetadata;
import com.datastax.oss.driver.api.core.type.DataTypes;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;

/**
 * The buckets of each Kafka partition, in a table of their own. An entry is written before the first row of its bucket
 * is acknowledged, with a longer TTL than a row. It is written again before it could expire earlier than a new row.
 * Safe for use by several threads.
 */
final class BucketIndex implements ShardIndex {

    static final String TABLE = "order_buckets";

    static final TableShape SHAPE = new TableShape(
            Map.of("partition", DataTypes.INT, "bucket", DataTypes.TIMESTAMP), List.of("partition"), List.of("bucket"));

    /** Cassandra's value for no TTL. */
    private static final int NO_TTL = 0;

    /** How much longer than a row an entry lives at most; an entry is written again that often. */
    private static final Duration MAX_EXTRA_LIFE = Duration.ofDays(7);

    /** Bounds the memory for a backlog of years of orders. An entry that was evicted is written again. */
    private static final int CACHE_SIZE = 10_000;

    /** The newest orders are usually in the first few buckets. */
    private static final int PAGE_ROWS = 100;

    private final CqlSession session;
    private final Shards shards;
    private final Optional<Duration> extraLife;
    private final int ttlSeconds;
    private final PreparedStatement insert;
    private final PreparedStatement select;
    private final String keyspace;
    private volatile Metadata seen;
    private volatile Optional<UUID> tableId;
    private final Map<Entry, Long> addedAt = Collections.synchronizedMap(new RecentEntries());

    private record Entry(int partition, Instant bucket) {}

    /** An LRU cache. The class of the map has an Entry too, which newer compilers prefer. */
    private static final class RecentEntries extends LinkedHashMap<BucketIndex.Entry, Long> {

        private static final long serialVersionUID = 1;

        RecentEntries() {
            super(16, 0.75f, true);
        }

        @Override
        protected boolean removeEldestEntry(Map.Entry<BucketIndex.Entry, Long> eldest) {
            return size() > CACHE_SIZE;
        }
    }

    /** @param timeToLive of a row; empty when rows do not expire */
    BucketIndex(CqlSession session, String keyspace, Shards shards, Optional<Duration> timeToLive) {
        this.session = session;
        this.keyspace = keyspace;
        this.seen = session.getMetadata();
        this.tableId = tableId(seen);
        this.shards = shards;
        this.extraLife = timeToLive.map(ttl -> ttl.compareTo(MAX_EXTRA_LIFE) < 0 ? ttl : MAX_EXTRA_LIFE);
        this.ttlSeconds = timeToLive
                .map(ttl -> Math.toIntExact(ttl.plus(extraLife.get()).toSeconds()))
                .orElse(NO_TTL);
        this.insert = session.prepare(Cql.read("insert-bucket.cql", keyspace));
        this.select = session.prepare(Cql.read("select-buckets.cql", keyspace));
    }

    @Override
    public boolean contains(int partition, long shard) {
        forgetIfRecreated();
        Long at = addedAt.get(new Entry(partition, shards.bucketStart(shard)));
        return at != null
                && extraLife
                        .map(time -> System.nanoTime() - at < time.toNanos())
                        .orElse(true);
    }

    /** The entries of a table that was dropped and created again are gone. */
    private void forgetIfRecreated() {
        Metadata now = session.getMetadata();
        if (now != seen) {
            Optional<UUID> id = tableId(now);
            if (!id.equals(tableId)) {
                addedAt.clear();
            }
            tableId = id;
            seen = now;
        }
    }

    private Optional<UUID> tableId(Metadata metadata) {
        return metadata.getKeyspace(keyspace)
                .flatMap(found -> found.getTable(TABLE))
                .flatMap(TableMetadata::getId);
    }

    @Override
    public CompletionStage<?> add(int partition, long shard) {
        long now = System.nanoTime();
        Instant bucket = shards.bucketStart(shard);
        return session.executeAsync(insert.bind(partition, bucket, ttlSeconds))
                .thenRun(() -> addedAt.put(new Entry(partition, bucket), now));
    }

    @Override
    public Iterator<List<Long>> newestFirst(int partition) {
        return StreamSupport.stream(
                        session.execute(select.bind(partition).setPageSize(PAGE_ROWS))
                                .spliterator(),
                        false)
                .map(this::shards)
                .iterator();
    }

    private List<Long> shards(Row row) {
        Instant bucket = row.getInstant("bucket");
        return IntStream.range(0, shards.shardCount(bucket))
                .mapToObj(spreadNumber -> shards.of(bucket, spreadNumber))
                .toList();
    }
}
