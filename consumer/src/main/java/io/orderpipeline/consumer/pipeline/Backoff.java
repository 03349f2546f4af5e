package io.orderpipeline.consumer.pipeline;

import java.time.Duration;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;

/**
 * Exponential backoff with jitter: the delay doubles with each consecutive failure, up to a limit. The jitter covers
 * the upper half of the delay, after "Exponential Backoff And Jitter" (AWS Architecture Blog, 2015). One thread.
 */
final class Backoff {

    static final Duration FIRST = Duration.ofMillis(100);
    static final Duration LONGEST = Duration.ofSeconds(5);

    private final LongSupplier nanoTime;
    private final DoubleSupplier random;
    private int failures;
    private long notBefore;

    /** @param random from 0 to 1 */
    Backoff(LongSupplier nanoTime, DoubleSupplier random) {
        this.nanoTime = nanoTime;
        this.random = random;
    }

    void succeeded() {
        failures = 0;
    }

    /** Whether the last attempt failed: attempts are then made one at a time. */
    boolean isProbing() {
        return failures > 0;
    }

    boolean isOver() {
        return failures == 0 || nanoTime.getAsLong() - notBefore >= 0;
    }

    void failed() {
        long ceiling = Math.min(FIRST.toNanos() << Math.min(failures, 10), LONGEST.toNanos());
        failures++;
        notBefore = nanoTime.getAsLong() + ceiling / 2 + Math.round(random.getAsDouble() * ceiling / 2);
    }
}
