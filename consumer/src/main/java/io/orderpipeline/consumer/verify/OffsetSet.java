package io.orderpipeline.consumer.verify;

import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;

/** Offsets of one partition, an eighth of a byte each where they are dense. One thread. */
final class OffsetSet {

    private static final int PAGE_BITS = 16;

    private final Map<Long, BitSet> pages = new HashMap<>();

    void add(long offset) {
        pages.computeIfAbsent(offset >> PAGE_BITS, page -> new BitSet()).set(bit(offset));
    }

    boolean contains(long offset) {
        BitSet page = pages.get(offset >> PAGE_BITS);
        return page != null && page.get(bit(offset));
    }

    private static int bit(long offset) {
        return (int) (offset & ((1 << PAGE_BITS) - 1));
    }
}
