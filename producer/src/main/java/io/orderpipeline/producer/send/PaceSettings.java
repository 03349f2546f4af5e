package io.orderpipeline.producer.send;

import io.orderpipeline.common.cli.UserError;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * How fast, and how long.
 *
 * @param ordersPerSecond 0: as fast as the broker takes them
 * @param count orders to make; without it the run has no such end
 * @param duration of the schedule; without it the run has no such end
 */
public record PaceSettings(double ordersPerSecond, OptionalLong count, Optional<Duration> duration) {

    private static final double SLOWEST = 0.001;
    private static final double FASTEST = 10_000_000;

    public PaceSettings {
        boolean paced = ordersPerSecond >= SLOWEST && ordersPerSecond <= FASTEST;
        if (!paced && ordersPerSecond != 0) {
            throw UserError.badUsage(
                    "--rate: " + Numbers.plain(ordersPerSecond) + " is not a rate; give 0.001 to 10000000 orders a"
                            + " second, or 0 for as fast as the broker takes them");
        }
        if (count.isPresent() && count.getAsLong() < 0) {
            throw UserError.badUsage("--count: " + count.getAsLong() + " is negative; give the number of orders to"
                    + " send, or leave it out to go on until stopped");
        }
    }

    public boolean isPaced() {
        return ordersPerSecond > 0;
    }

    double nanosPerOrder() {
        return 1e9 / ordersPerSecond;
    }

    /** How many orders the run has when nothing stops it; the largest long when it has no end of its own. */
    public long orders() {
        return Math.min(count.orElse(Long.MAX_VALUE), ordersWithinDuration());
    }

    /** A paced run of 30 s at 2,000 a second is 60,000 orders, not about as many. */
    private long ordersWithinDuration() {
        return isPaced() && duration.isPresent()
                ? (long) Math.ceil(duration.get().toNanos() / nanosPerOrder())
                : Long.MAX_VALUE;
    }
}
