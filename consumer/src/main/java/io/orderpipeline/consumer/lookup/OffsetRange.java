package io.orderpipeline.consumer.lookup;

/** Offsets of one partition from {@code from} to before {@code to}; empty when {@code to} is not above. */
record OffsetRange(int partition, long from, long to) {

    OffsetRange {
        to = Math.max(from, to);
    }

    long size() {
        return to - from;
    }

    boolean isEmpty() {
        return from == to;
    }

    OffsetRange first(long limit) {
        return size() > limit ? new OffsetRange(partition, from, from + limit) : this;
    }

    OffsetRange last(long limit) {
        return size() > limit ? new OffsetRange(partition, to - limit, to) : this;
    }
}
