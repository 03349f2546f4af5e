package io.orderpipeline.consumer.pipeline;

import java.util.Arrays;

/**
 * Tracks which offsets of one partition may be committed: an offset may be committed only when every record before it
 * is acknowledged. Records are added in the order of their offsets and acknowledged in any order. The watermark
 * advances over the contiguous acknowledged records.
 *
 * <p>Offsets may have gaps (compaction, transaction markers), so records are identified by dense sequence numbers. They
 * are kept in a ring of primitives, which grows to the largest span: nothing is allocated per record. One thread.
 */
final class OffsetTracker {

    private static final int INITIAL_CAPACITY = 1024;

    /** The watermark before the first record is acknowledged. */
    static final long NOTHING = -1;

    /** For a record of a broker that does not tell it. */
    static final int NO_EPOCH = -1;

    /** Replaces the size of an acknowledged record. */
    private static final int ACKNOWLEDGED = -1;

    private long[] offsets = new long[INITIAL_CAPACITY];
    private int[] sizes = new int[INITIAL_CAPACITY];
    private int[] epochs = new int[INITIAL_CAPACITY];
    private long[] timestamps = new long[INITIAL_CAPACITY];

    /** Sequence number of the first record that the watermark has not passed. */
    private long head;

    /** Sequence number of the next record. */
    private long tail;

    private int unacknowledged;
    private long unacknowledgedBytes;
    private long watermark = NOTHING;
    private int watermarkEpoch = NO_EPOCH;

    /**
     * @param offset higher than that of every earlier record
     * @param size of the record in bytes, for the limit on memory
     * @param epoch of the leader that appended the record, or {@link #NO_EPOCH}
     * @param timestamp of the record, in milliseconds since 1970
     * @return the sequence number to acknowledge the record with
     */
    long add(long offset, int size, int epoch, long timestamp) {
        if (offset < watermark || (tail > head && offset <= offsets[index(tail - 1)])) {
            throw new IllegalStateException("offset " + offset + " after offset " + lastOffset() + ": out of order");
        }
        if (tail - head == offsets.length) {
            grow();
        }
        offsets[index(tail)] = offset;
        sizes[index(tail)] = size;
        epochs[index(tail)] = epoch;
        timestamps[index(tail)] = timestamp;
        unacknowledged++;
        unacknowledgedBytes += size;
        return tail++;
    }

    void acknowledge(long sequence) {
        if (sequence < head || sequence >= tail || sizes[index(sequence)] == ACKNOWLEDGED) {
            throw new IllegalStateException("sequence number " + sequence + " is not in flight");
        }
        unacknowledged--;
        unacknowledgedBytes -= sizes[index(sequence)];
        sizes[index(sequence)] = ACKNOWLEDGED;
        while (head < tail && sizes[index(head)] == ACKNOWLEDGED) {
            watermark = offsets[index(head)] + 1;
            watermarkEpoch = epochs[index(head)];
            head++;
        }
    }

    /** The offset that may be committed: every record before it is acknowledged. At first {@link #NOTHING}. */
    long watermark() {
        return watermark;
    }

    /** The leader epoch of the record before the watermark, or {@link #NO_EPOCH}. */
    int watermarkEpoch() {
        return watermarkEpoch;
    }

    /** Of the first unacknowledged record, while there is one. */
    long headOffset() {
        return offsets[index(head)];
    }

    /** Of the first unacknowledged record, while there is one; in milliseconds since 1970. */
    long headTimestamp() {
        return timestamps[index(head)];
    }

    /** The number of records from the first unacknowledged one to the last, including acknowledged ones. */
    int span() {
        return (int) (tail - head);
    }

    int unacknowledged() {
        return unacknowledged;
    }

    long unacknowledgedBytes() {
        return unacknowledgedBytes;
    }

    private long lastOffset() {
        return tail > head ? offsets[index(tail - 1)] : watermark - 1;
    }

    private int index(long sequence) {
        return (int) (sequence & (offsets.length - 1));
    }

    private void grow() {
        int capacity = offsets.length;
        long[] moreOffsets = Arrays.copyOf(offsets, 2 * capacity);
        int[] moreSizes = Arrays.copyOf(sizes, 2 * capacity);
        int[] moreEpochs = Arrays.copyOf(epochs, 2 * capacity);
        long[] moreTimestamps = Arrays.copyOf(timestamps, 2 * capacity);
        for (long sequence = head; sequence < tail; sequence++) {
            int to = (int) (sequence & (2L * capacity - 1));
            moreOffsets[to] = offsets[index(sequence)];
            moreSizes[to] = sizes[index(sequence)];
            moreEpochs[to] = epochs[index(sequence)];
            moreTimestamps[to] = timestamps[index(sequence)];
        }
        offsets = moreOffsets;
        sizes = moreSizes;
        epochs = moreEpochs;
        timestamps = moreTimestamps;
    }
}
