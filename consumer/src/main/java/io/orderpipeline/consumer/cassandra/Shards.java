package io.orderpipeline.consumer.cassandra;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.zip.CRC32;

/**
 * Deals orders to slots: a bucket of time, and a spread within it, as one number. The time is the one inside an id that
 * is a UUID of version 7; an id of any other form has none and goes to the bucket of 1970, where {@value #UNDATED_SPREAD}
 * slots are all there is. Which of a bucket's slots it is, is the CRC-32 of the id's UTF-8 bytes modulo their number:
 * every language has that, and whoever looks for one order must compute it.
 *
 * @param bucket how long one is
 * @param spread slots of a dated bucket
 */
record Shards(Duration bucket, int spread) {

    static final int MOST_SPREAD = 256;

    /** For good, as every number that decides where a row is. */
    static final int UNDATED_SPREAD = 64;

    private static final int SPREAD_BITS = 8;

    long of(ByteBuffer orderId) {
        long millis = Uuid7Time.millis(orderId);
        return millis == Uuid7Time.NONE
                ? of(Instant.EPOCH, hash(orderId) % UNDATED_SPREAD)
                : of(Instant.ofEpochMilli(millis), hash(orderId) % spread);
    }

    /** @param within any time inside the bucket */
    long of(Instant within, long spreadNumber) {
        return Math.floorDiv(within.toEpochMilli(), bucket.toMillis()) << SPREAD_BITS | spreadNumber;
    }

    Instant bucketStart(long slot) {
        return Instant.ofEpochMilli(startMillis(slot));
    }

    long startMillis(long slot) {
        return (slot >> SPREAD_BITS) * bucket.toMillis();
    }

    int spreadNumber(long slot) {
        return (int) (slot & (MOST_SPREAD - 1));
    }

    /** How many slots a bucket may have; that of 1970 has the undated orders too. */
    int slotsOf(Instant bucketStart) {
        return bucketStart.equals(Instant.EPOCH) ? Math.max(spread, UNDATED_SPREAD) : spread;
    }

    private static long hash(ByteBuffer orderId) {
        CRC32 crc = new CRC32();
        crc.update(orderId.duplicate());
        return crc.getValue();
    }
}
