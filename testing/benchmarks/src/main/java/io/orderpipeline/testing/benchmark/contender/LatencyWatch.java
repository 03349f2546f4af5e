package io.orderpipeline.testing.benchmark.contender;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/**
 * Takes the time of each acknowledged order since the moment when it was meant to be sent, which is the order's own
 * time. Safe for use by several threads.
 */
final class LatencyWatch {

    private static final long LONGEST_MICROS = Duration.ofMinutes(10).toNanos() / 1_000;

    private final Clock clock;
    private final Duration warmUp;
    private final AtomicReference<Instant> start = new AtomicReference<>();
    private final Histogram micros = new ConcurrentHistogram(LONGEST_MICROS, 3);

    /** @param warmUp orders meant to be sent within this time after the first are not measured */
    LatencyWatch(Clock clock, Duration warmUp) {
        this.clock = clock;
        this.warmUp = warmUp;
    }

    /** @param intended when the orders were meant to be sent */
    void acknowledged(List<Instant> intended) {
        Instant now = clock.instant();
        for (Instant time : intended) {
            start.compareAndSet(null, time.plus(warmUp));
            if (!time.isBefore(start.get())) {
                long latency = ChronoUnit.MICROS.between(time, now);
                micros.recordValue(Math.min(Math.max(0, latency), LONGEST_MICROS));
            }
        }
    }

    /** Once no writes are under way. */
    Histogram micros() {
        return micros;
    }
}
