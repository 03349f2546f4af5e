package io.orderpipeline.producer.send;

import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** Gives each order its timestamp, which is its intended time, in milliseconds since 1970. */
@FunctionalInterface
interface OrderTimes {

    long epochMillis(long index);

    /** Depends on the index only, so that a run can be repeated to the millisecond. */
    static OrderTimes scheduled(Instant start, double ordersPerSecond) {
        long startMillis = start.toEpochMilli();
        double millisPerOrder = ordersPerSecond == 0 ? 1 : 1_000 / ordersPerSecond;
        return index -> startMillis + (long) (index * millisPerOrder);
    }

    /**
     * The time at which the order is made, by a monotonic clock.
     *
     * @param startNanos that clock's time at the start
     */
    static OrderTimes live(Instant start, long startNanos, LongSupplier nanoTime) {
        long startMillis = start.toEpochMilli();
        return index -> startMillis + TimeUnit.NANOSECONDS.toMillis(nanoTime.getAsLong() - startNanos);
    }
}
