package io.orderpipeline.consumer.pipeline;

import java.time.Duration;
import java.util.function.LongSupplier;

/** Time that passes when the test says so. */
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
