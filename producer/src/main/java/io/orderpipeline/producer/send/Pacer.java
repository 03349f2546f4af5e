package io.orderpipeline.producer.send;

import java.util.function.LongConsumer;
import java.util.function.LongSupplier;

/**
 * Keeps orders to their schedule: the intended time of order {@code i} is start + i x interval, regardless of the
 * orders before it. A stall is caught up, and a latency measured from the intended time does not hide it.
 *
 * <p>The sending thread waits here; any thread may read the schedule lag. Times are in nanoseconds.
 */
final class Pacer {

    /** Shorter intervals are sent in bursts, because one wait per order would cost more than the order. */
    private static final long SHORTEST_WAIT = 1_000_000;

    /** For orders that are due and not yet sent at the end of the duration. */
    private static final long TIME_TO_CATCH_UP = 1_000_000_000;

    private final PaceSettings settings;
    private final LongSupplier nanoTime;
    private final LongConsumer park;
    private final long start;
    private final long burst;
    private volatile long intended;
    private volatile long largestLag;

    /**
     * @param start the intended time of the first order
     * @param park waits for the given nanoseconds, or less
     */
    Pacer(PaceSettings settings, long start, LongSupplier nanoTime, LongConsumer park) {
        this.settings = settings;
        this.nanoTime = nanoTime;
        this.park = park;
        this.start = start;
        this.burst = settings.isPaced() && settings.nanosPerOrder() < SHORTEST_WAIT ? SHORTEST_WAIT : 0;
        this.intended = start;
    }

    /** The current time when there is no rate. */
    long intendedTime(long index) {
        long time = settings.isPaced() ? start + (long) (index * settings.nanosPerOrder()) : nanoTime.getAsLong();
        intended = time;
        return time;
    }

    boolean isDue(long intendedTime) {
        if (!settings.isPaced()) {
            return true;
        }
        long lag = nanoTime.getAsLong() - intendedTime;
        if (lag > largestLag) {
            largestLag = lag;
        }
        return lag >= 0;
    }

    /** Waits until the intended time has come. Returns false when interrupted before. */
    boolean await(long intendedTime) {
        while (!Thread.currentThread().isInterrupted()) {
            long left = intendedTime - nanoTime.getAsLong();
            if (left <= 0) {
                return true;
            }
            park.accept(Math.max(left, burst));
        }
        return false;
    }

    /** Whether the duration of the run is over, with a second more to catch up. */
    boolean isOver() {
        return settings.duration().isPresent() && nanoTime.getAsLong() - start >= allowedTime();
    }

    long scheduleLagNanos() {
        return settings.isPaced() ? Math.max(0, nanoTime.getAsLong() - intended) : 0;
    }

    /** The largest of the run so far. */
    long largestLagNanos() {
        return largestLag;
    }

    private long allowedTime() {
        long duration = settings.duration().orElseThrow().toNanos();
        return settings.isPaced() ? duration + TIME_TO_CATCH_UP : duration;
    }
}
