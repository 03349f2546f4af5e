package io.orderpipeline.consumer.verify;

import java.nio.ByteBuffer;
import java.util.Comparator;

/**
 * A record, a row or a dead letter as an entry of the hash join: enough to find its counterpart and to compare the two,
 * in 40 bytes whatever their size. Examples for the report are read again by position.
 *
 * @param keyHigh with {@code keyLow}: entries of the same order, or of the same origin, have the same key
 * @param digestHigh with {@code digestLow}: entries with the same values have the same digest
 * @param position the offset of a record, the write timestamp of a row, partition and offset of a dead letter
 */
record JoinEntry(long keyHigh, long keyLow, long digestHigh, long digestLow, long position) {

    static final int BYTES = 5 * Long.BYTES;

    private static final int OFFSET_BITS = 48;

    /** And then by position. Written out, because it takes most of the time of a join. */
    static final Comparator<JoinEntry> BY_KEY = (a, b) -> {
        if (a.keyHigh != b.keyHigh) {
            return Long.compare(a.keyHigh, b.keyHigh);
        }
        return a.keyLow != b.keyLow ? Long.compare(a.keyLow, b.keyLow) : Long.compare(a.position, b.position);
    };

    static final Comparator<JoinEntry> BY_POSITION =
            Comparator.comparingLong(JoinEntry::position).thenComparing(BY_KEY);

    /** The position of a dead letter, sorted by partition and offset. */
    static long deadLetterPosition(int partition, long offset) {
        return ((long) partition << OFFSET_BITS) | offset;
    }

    int deadLetterPartition() {
        return (int) (position >>> OFFSET_BITS);
    }

    long deadLetterOffset() {
        return position & ((1L << OFFSET_BITS) - 1);
    }

    /**
     * Distributes evenly both hashes and offsets, by the last step of MurmurHash3 (fmix64). Entries of one bucket are
     * distributed again at the next level.
     */
    int bucket(int buckets, int level) {
        long hash = (keyHigh ^ keyLow) + level;
        hash = (hash ^ (hash >>> 33)) * 0xFF51AFD7ED558CCDL;
        hash = (hash ^ (hash >>> 33)) * 0xC4CEB9FE1A85EC53L;
        return (int) Long.remainderUnsigned(hash ^ (hash >>> 33), buckets);
    }

    boolean hasKeyOf(JoinEntry other) {
        return keyHigh == other.keyHigh && keyLow == other.keyLow;
    }

    boolean hasValuesOf(JoinEntry other) {
        return digestHigh == other.digestHigh && digestLow == other.digestLow;
    }

    void put(ByteBuffer to) {
        to.putLong(keyHigh)
                .putLong(keyLow)
                .putLong(digestHigh)
                .putLong(digestLow)
                .putLong(position);
    }

    static JoinEntry get(ByteBuffer from) {
        return new JoinEntry(from.getLong(), from.getLong(), from.getLong(), from.getLong(), from.getLong());
    }
}
