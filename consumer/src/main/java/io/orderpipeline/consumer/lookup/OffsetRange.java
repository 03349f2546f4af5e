package io.orderpipeline.consumer.lookup;

import io.orderpipeline.consumer.deadletter.RecordPosition;
import java.util.stream.Stream;

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

    boolean contains(RecordPosition position) {
        return position.partition() == partition && position.offset() >= from && position.offset() < to;
    }

    OffsetRange first(long limit) {
        return size() > limit ? new OffsetRange(partition, from, from + limit) : this;
    }

    OffsetRange last(long limit) {
        return size() > limit ? new OffsetRange(partition, to - limit, to) : this;
    }

    /** The smallest range that contains both. */
    OffsetRange with(OffsetRange other) {
        if (isEmpty() || other.isEmpty()) {
            return isEmpty() ? other : this;
        }
        return new OffsetRange(partition, Math.min(from, other.from), Math.max(to, other.to));
    }

    /** What this range has before and after the other one. */
    Stream<OffsetRange> without(OffsetRange other) {
        return other.isEmpty()
                ? Stream.of(this).filter(range -> !range.isEmpty())
                : Stream.of(
                                new OffsetRange(partition, from, Math.min(to, other.from)),
                                new OffsetRange(partition, Math.max(from, other.to), to))
                        .filter(range -> !range.isEmpty());
    }
}
