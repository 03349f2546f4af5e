package io.orderpipeline.consumer.pipeline;

import java.time.Duration;
import java.util.function.LongSupplier;

/** A clock that the test advances. */
final class FakeClock implements LongSupplier {

    private long nanos;

    void advance(Duration by) {
        nanos += by.toNanos();
    }

    @Override
    public long getAsLong() {
        return nanos;
    }
}
