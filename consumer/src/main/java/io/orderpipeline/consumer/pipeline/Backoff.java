package io.orderpipeline.consumer.pipeline;

import java.time.Duration;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;

/**
 * How long to leave a server in trouble alone: twice as long after each failure in a row, up to a limit, and never the
 * same for all threads. Jitter over the upper half, after "Exponential Backoff And Jitter" (AWS Architecture Blog,
 * 2015). One thread.
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

    /** After a failure, one request at a time finds out whether the trouble is over. */
    boolean isProbing() {
        return failures > 0;
    }

    boolean mayTry() {
        return failures == 0 || nanoTime.getAsLong() - notBefore >= 0;
    }

    void failed() {
        long ceiling = Math.min(FIRST.toNanos() << Math.min(failures, 10), LONGEST.toNanos());
        failures++;
        notBefore = nanoTime.getAsLong() + ceiling / 2 + Math.round(random.getAsDouble() * ceiling / 2);
    }
}
