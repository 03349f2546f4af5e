package io.orderpipeline.consumer.pipeline;

import java.util.Arrays;

/**
 * The delivery promise, for one partition: an offset may be committed only when every record before it is
 * acknowledged. Records enter in the order of their offsets, are acknowledged in any order, and the watermark moves
 * over the unbroken run of acknowledged ones.
 *
 * <p>Offsets may have gaps (compaction, transaction markers), so records are kept by a dense ticket, in a ring of
 * primitives that grows to the largest span seen: nothing is allocated per record. One thread.
 */
final class OffsetTracker {

    private static final int INITIAL_CAPACITY = 1024;

    /** The watermark before the first record is acknowledged. */
    static final long NOTHING = -1;

    /** In place of a size: this record is acknowledged. */
    private static final int ACKNOWLEDGED = -1;

    private long[] offsets = new long[INITIAL_CAPACITY];
    private int[] sizes = new int[INITIAL_CAPACITY];

    /** Ticket of the first record that the watermark has not passed. */
    private long head;

    /** Ticket of the next record. */
    private long tail;

    private int unacknowledged;
    private long unacknowledgedBytes;
    private long watermark = NOTHING;

    /**
     * @param offset larger than that of every record before
     * @param size of the record in bytes, for the bound on memory
     * @return the ticket by which to acknowledge it
     */
    long add(long offset, int size) {
        if (offset < watermark || (tail > head && offset <= offsets[index(tail - 1)])) {
            throw new IllegalStateException("offset " + offset + " comes after " + lastOffset() + ": out of order");
        }
        if (tail - head == offsets.length) {
            grow();
        }
        offsets[index(tail)] = offset;
        sizes[index(tail)] = size;
        unacknowledged++;
        unacknowledgedBytes += size;
        return tail++;
    }

    void acknowledge(long ticket) {
        if (ticket < head || ticket >= tail || sizes[index(ticket)] == ACKNOWLEDGED) {
            throw new IllegalStateException("ticket " + ticket + " is not open");
        }
        unacknowledged--;
        unacknowledgedBytes -= sizes[index(ticket)];
        sizes[index(ticket)] = ACKNOWLEDGED;
        while (head < tail && sizes[index(head)] == ACKNOWLEDGED) {
            watermark = offsets[index(head)] + 1;
            head++;
        }
    }

    /** The offset that may be committed: every record before it is acknowledged. {@link #NOTHING} at first. */
    long watermark() {
        return watermark;
    }

    /** Records from the first unacknowledged one to the last, acknowledged ones between them included. */
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

    private int index(long ticket) {
        return (int) (ticket & (offsets.length - 1));
    }

    private void grow() {
        int capacity = offsets.length;
        long[] moreOffsets = Arrays.copyOf(offsets, 2 * capacity);
        int[] moreSizes = Arrays.copyOf(sizes, 2 * capacity);
        for (long ticket = head; ticket < tail; ticket++) {
            int to = (int) (ticket & (2L * capacity - 1));
            moreOffsets[to] = offsets[index(ticket)];
            moreSizes[to] = sizes[index(ticket)];
        }
        offsets = moreOffsets;
        sizes = moreSizes;
    }
}
