package io.orderpipeline.producer.send;

import java.util.function.LongConsumer;
import java.util.function.LongSupplier;

/** A clock in nanoseconds that advances only on waits and when a test says so. */
public final class ManualClock implements LongSupplier, LongConsumer {

    /** Not zero, and near the overflow that a real {@code nanoTime} may have too. */
    private long now = Long.MAX_VALUE - 5_000_000_000L;

    private long waits;

    @Override
    public long getAsLong() {
        return now;
    }

    @Override
    public void accept(long nanos) {
        waits++;
        now += nanos;
    }

    public void pass(long nanos) {
        now += nanos;
    }

    long waits() {
        return waits;
    }
}
