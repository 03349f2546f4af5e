package io.orderpipeline.producer.send;

import io.orderpipeline.common.cli.UserError;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The rate and the length of a run.
 *
 * @param ordersPerSecond 0 for as fast as the broker accepts them
 * @param count of orders; empty for no limit
 * @param duration of the schedule; empty for no limit
 */
public record PaceSettings(double ordersPerSecond, OptionalLong count, Optional<Duration> duration) {

    private static final double SLOWEST = 0.001;
    private static final double FASTEST = 10_000_000;

    public PaceSettings {
        boolean paced = ordersPerSecond >= SLOWEST && ordersPerSecond <= FASTEST;
        if (!paced && ordersPerSecond != 0) {
            throw UserError.badUsage(
                    "--rate: " + text(ordersPerSecond) + " is not a rate; give 0.001 to 10000000 orders a"
                            + " second, or 0 for as fast as the broker accepts them");
        }
        if (count.isPresent() && count.getAsLong() < 0) {
            throw UserError.badUsage("--count: " + count.getAsLong() + " is negative; give the number of orders to"
                    + " send, or leave it out to go on until stopped");
        }
    }

    public boolean isPaced() {
        return ordersPerSecond > 0;
    }

    /** The rate as on the command line. */
    public String rateText() {
        return text(ordersPerSecond);
    }

    private static String text(double number) {
        return BigDecimal.valueOf(number).stripTrailingZeros().toPlainString();
    }

    double nanosPerOrder() {
        return 1e9 / ordersPerSecond;
    }

    /** The number of orders in a run that nothing stops; the largest long when it has no limit. */
    long orders() {
        return Math.min(count.orElse(Long.MAX_VALUE), ordersWithinDuration());
    }

    /** A paced run of 30 s at 2,000 per second is exactly 60,000 orders. */
    private long ordersWithinDuration() {
        return isPaced() && duration.isPresent()
                ? (long) Math.ceil(duration.get().toNanos() / nanosPerOrder())
                : Long.MAX_VALUE;
    }
}
