package io.orderpipeline.consumer.pipeline;

import java.time.Duration;
import java.util.Arrays;
import java.util.function.LongSupplier;

/**
 * How many requests of one partition the database takes at a time. Requests beyond what it can work on only queue there
 * and make each other late, so the limit is set by the queue: with {@code limit} requests under way, an undisturbed
 * latency of {@code base} and a latency of {@code latency} now, {@code limit * (1 - base / latency)} of them wait. Fewer
 * than {@value #SHORT_QUEUE}: one more may go; more than {@value #LONG_QUEUE}: one less. A timeout or an overload halves
 * the limit at once.
 *
 * <p>After L. Brakmo and L. Peterson, "TCP Vegas: End to End Congestion Avoidance on a Global Internet" (1995). The
 * latency is the median of a window of requests, so that one slow answer decides nothing. The undisturbed latency is
 * the smallest median seen, and is measured anew with half the requests now and then: databases change. One thread.
 */
final class ConcurrencyLimit {

    static final int FIRST = 4;
    static final int LEAST = 1;
    static final int MOST = 32;

    static final int SHORT_QUEUE = 2;
    static final int LONG_QUEUE = 4;

    static final int WINDOW = 15;

    static final Duration BETWEEN_MEASUREMENTS = Duration.ofSeconds(30);

    private static final long UNKNOWN = Long.MAX_VALUE;

    private final LongSupplier nanoTime;
    private final long[] window = new long[WINDOW];
    private int samples;
    private int limit = FIRST;
    private long base = UNKNOWN;
    private long measuredAt;

    ConcurrencyLimit(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.measuredAt = nanoTime.getAsLong();
    }

    int current() {
        return limit;
    }

    /** @param latency in nanoseconds, of a request that went when as many as allowed were under way: others tell nothing */
    void succeeded(long latency) {
        window[samples++] = latency;
        if (samples == WINDOW) {
            adjust(median());
            samples = 0;
        }
    }

    /** The database timed out or said that it has too much to do; to be told once for requests that failed together. */
    void failed() {
        limit = Math.max(LEAST, limit / 2);
        samples = 0;
    }

    private long median() {
        Arrays.sort(window);
        return window[WINDOW / 2];
    }

    private void adjust(long latency) {
        base = Math.min(base, latency);
        double queue = limit * (1 - (double) base / latency);
        if (queue < SHORT_QUEUE) {
            limit = Math.min(MOST, limit + 1);
        } else if (queue > LONG_QUEUE) {
            limit--;
        }
        if (nanoTime.getAsLong() - measuredAt >= BETWEEN_MEASUREMENTS.toNanos()) {
            measuredAt = nanoTime.getAsLong();
            base = UNKNOWN;
            limit = Math.max(LEAST, limit / 2);
        }
    }
}
