package io.orderpipeline.producer.send;

import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** At what time, in milliseconds since 1970, an order of a given index is placed: when it is meant to be sent. */
@FunctionalInterface
public interface OrderTimes {

    long epochMillis(long index);

    /** A time that the index alone decides, so that a run can be repeated to the millisecond. */
    static OrderTimes scheduled(Instant start, double ordersPerSecond) {
        long startMillis = start.toEpochMilli();
        double millisPerOrder = ordersPerSecond == 0 ? 1 : 1_000 / ordersPerSecond;
        return index -> startMillis + (long) (index * millisPerOrder);
    }

    /**
     * The time at which the order is made, from a clock that is never set back.
     *
     * @param startNanos that clock's time at the start
     */
    static OrderTimes live(Instant start, long startNanos, LongSupplier nanoTime) {
        long startMillis = start.toEpochMilli();
        return index -> startMillis + TimeUnit.NANOSECONDS.toMillis(nanoTime.getAsLong() - startNanos);
    }
}
