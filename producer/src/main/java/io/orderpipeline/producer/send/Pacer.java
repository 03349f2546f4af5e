package io.orderpipeline.producer.send;

import java.util.function.LongConsumer;
import java.util.function.LongSupplier;

/**
 * Keeps orders to their schedule: order {@code i} is meant to be sent at start + i x interval, whatever became of the
 * orders before it. So a stall is caught up, and a latency measured from the intended time does not hide it.
 *
 * <p>The sending thread waits here; any thread may ask how far it is behind. Times are in nanoseconds.
 */
public final class Pacer {

    /** Faster orders than this are sent in bursts, because a wait for each would cost more than the order. */
    private static final long SHORTEST_WAIT = 1_000_000;

    /** For orders that are due but not sent when the duration is over. */
    private static final long TIME_TO_CATCH_UP = 1_000_000_000;

    private final PaceSettings settings;
    private final LongSupplier nanoTime;
    private final LongConsumer park;
    private final long start;
    private final long burst;
    private volatile long intended;
    private long mostBehind;

    /**
     * @param start when the first order is meant to be sent
     * @param park waits for so many nanoseconds, or less
     */
    public Pacer(PaceSettings settings, long start, LongSupplier nanoTime, LongConsumer park) {
        this.settings = settings;
        this.nanoTime = nanoTime;
        this.park = park;
        this.start = start;
        this.burst = settings.isPaced() && settings.nanosPerOrder() < SHORTEST_WAIT ? SHORTEST_WAIT : 0;
        this.intended = start;
    }

    /** When the order is meant to be sent; without a rate, now. */
    public long intendedTime(long index) {
        long time = settings.isPaced() ? start + (long) (index * settings.nanosPerOrder()) : nanoTime.getAsLong();
        intended = time;
        return time;
    }

    /** True when the intended time has come. */
    boolean isDue(long intendedTime) {
        if (!settings.isPaced()) {
            return true;
        }
        long behind = nanoTime.getAsLong() - intendedTime;
        mostBehind = Math.max(mostBehind, behind);
        return behind >= 0;
    }

    /** Waits until the intended time has come. False when the thread was interrupted before it. */
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

    /** True when the run's duration is over, with a little more for orders that are due. */
    boolean isOver() {
        return settings.duration().isPresent() && nanoTime.getAsLong() - start >= allowedTime();
    }

    /** Of the order that is next. */
    public long behindNanos() {
        return settings.isPaced() ? Math.max(0, nanoTime.getAsLong() - intended) : 0;
    }

    /** Over the whole run; for the sending thread, or after it. */
    public long mostBehindNanos() {
        return mostBehind;
    }

    private long allowedTime() {
        long duration = settings.duration().orElseThrow().toNanos();
        return settings.isPaced() ? duration + TIME_TO_CATCH_UP : duration;
    }
}
