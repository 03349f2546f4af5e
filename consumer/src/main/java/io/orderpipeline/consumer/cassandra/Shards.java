package io.orderpipeline.consumer.cassandra;

import io.orderpipeline.common.order.Uuid7;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.zip.CRC32;

/**
 * Assigns orders to the shards of a time-bucketed table. A shard is a bucket of time and a number within it, encoded in
 * one long. The bucket is that of the time in the order's id, if the id is a UUID of version 7. Orders with any other
 * id go to the bucket of 1970, which has {@value #UNDATED_SPREAD} shards for them. The number within the bucket is the
 * CRC-32 of the id's UTF-8 bytes modulo the number of shards: other programs must compute it to find an order, and
 * every language has CRC-32.
 *
 * @param bucket its length
 * @param spread number of shards of a dated bucket
 */
record Shards(Duration bucket, int spread) {

    static final int MOST_SPREAD = 256;

    /** Must never change, like every number that decides where a row is. */
    static final int UNDATED_SPREAD = 64;

    private static final int SPREAD_BITS = 8;

    /** @param orderId its position is not changed */
    long of(ByteBuffer orderId) {
        long millis = Uuid7.millis(orderId);
        return millis == Uuid7.NONE
                ? of(Instant.EPOCH, hash(orderId) % UNDATED_SPREAD)
                : of(Instant.ofEpochMilli(millis), hash(orderId) % spread);
    }

    /** @param within any time inside the bucket */
    long of(Instant within, long spreadNumber) {
        return Math.floorDiv(within.toEpochMilli(), bucket.toMillis()) << SPREAD_BITS | spreadNumber;
    }

    Instant bucketStart(long shard) {
        return Instant.ofEpochMilli(startMillis(shard));
    }

    long startMillis(long shard) {
        return (shard >> SPREAD_BITS) * bucket.toMillis();
    }

    /** The number of the shard within its bucket. */
    int spreadNumber(long shard) {
        return (int) (shard & (MOST_SPREAD - 1));
    }

    /** The number of shards of a bucket; the bucket of 1970 also has the undated orders. */
    int shardCount(Instant bucketStart) {
        return bucketStart.equals(Instant.EPOCH) ? Math.max(spread, UNDATED_SPREAD) : spread;
    }

    private static long hash(ByteBuffer orderId) {
        CRC32 crc = new CRC32();
        crc.update(orderId.duplicate());
        return crc.getValue();
    }
}
