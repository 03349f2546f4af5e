package io.orderpipeline.consumer.kafka;

import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;

/** A set of offsets of one partition: one bit each in pages, so that a high offset takes no memory for those below. */
public final class OffsetSet {

    private static final int PAGE_BITS = 12;

    private final Map<Long, BitSet> pages = new HashMap<>();

    public void add(long offset) {
        set(offset, true);
    }

    public void set(long offset, boolean contained) {
        pages.computeIfAbsent(offset >> PAGE_BITS, page -> new BitSet()).set(bit(offset), contained);
    }

    public boolean contains(long offset) {
        BitSet page = pages.get(offset >> PAGE_BITS);
        return page != null && page.get(bit(offset));
    }

    private static int bit(long offset) {
        return (int) (offset & ((1 << PAGE_BITS) - 1));
    }
}
