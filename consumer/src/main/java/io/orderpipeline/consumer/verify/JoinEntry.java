package io.orderpipeline.consumer.verify;

import java.nio.ByteBuffer;
import java.util.Comparator;

/**
 * What verify keeps of a record, a row or a dead letter: enough to find its counterpart and to tell whether the two are
 * equal, in 40 bytes whatever their size. What a person wants to know of it is read again by its position.
 *
 * @param keyHigh with {@code keyLow}: entries of the same order, or of the same origin, have the same key
 * @param digestHigh with {@code digestLow}: entries with the same values have the same digest
 * @param position the offset of a record, the write time of a row, the {@link DeadLetterPosition} of a dead letter
 */
record JoinEntry(long keyHigh, long keyLow, long digestHigh, long digestLow, long position) {

    static final int BYTES = 5 * Long.BYTES;

    static final Comparator<JoinEntry> BY_KEY = Comparator.comparingLong(JoinEntry::keyHigh)
            .thenComparingLong(JoinEntry::keyLow)
            .thenComparingLong(JoinEntry::position);

    static final Comparator<JoinEntry> BY_POSITION =
            Comparator.comparingLong(JoinEntry::position).thenComparing(BY_KEY);

    /**
     * Spread evenly whether keys are hashes or offsets, by the last step of MurmurHash3 (fmix64). Entries that meet in a
     * bucket at one level are spread again at another.
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
