package io.orderpipeline.consumer.pipeline;

import java.time.Duration;
import java.util.Arrays;
import java.util.function.LongSupplier;

/**
 * Adapts the number of concurrent requests of one partition to the database. Requests beyond its capacity only queue
 * there and increase the latency of all, so the limit is derived from the length of that queue: with {@code limit}
 * requests in flight, a base latency of {@code base} and a current latency of {@code latency}, {@code limit * (1 - base
 * / latency)} requests are queued. Below {@value #SHORT_QUEUE} the limit rises by one, above {@value #LONG_QUEUE} it
 * falls by one. A timeout or overload halves it.
 *
 * <p>After L. Brakmo and L. Peterson, "TCP Vegas: End to End Congestion Avoidance on a Global Internet" (1995). The
 * latency is the median of a window of requests, so that a single slow response has no effect. The base latency is the
 * smallest median. It is measured again at intervals, with half the requests, because it changes. One thread.
 */
final class ConcurrencyLimit {

    static final int INITIAL = 4;
    static final int MIN = 1;
    static final int MAX = 32;

    static final int SHORT_QUEUE = 2;
    static final int LONG_QUEUE = 4;

    static final int WINDOW = 15;

    static final Duration MEASUREMENT_INTERVAL = Duration.ofSeconds(30);

    private static final long UNKNOWN = Long.MAX_VALUE;

    private final LongSupplier nanoTime;
    private final long[] window = new long[WINDOW];
    private int samples;
    private int limit = INITIAL;
    private long base = UNKNOWN;
    private long measuredAt;

    ConcurrencyLimit(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.measuredAt = nanoTime.getAsLong();
    }

    int current() {
        return limit;
    }

    /**
     * @param latency in nanoseconds, of a request that reached the limit when it started: only these measure the queue
     */
    void succeeded(long latency) {
        window[samples++] = latency;
        if (samples == WINDOW) {
            adjust(median());
            samples = 0;
        }
    }

    /** A timeout or overload; called once for requests that failed together. */
    void failed() {
        limit = Math.max(MIN, limit / 2);
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
            limit = Math.min(MAX, limit + 1);
        } else if (queue > LONG_QUEUE) {
            limit--;
        }
        if (nanoTime.getAsLong() - measuredAt >= MEASUREMENT_INTERVAL.toNanos()) {
            measuredAt = nanoTime.getAsLong();
            base = UNKNOWN;
            limit = Math.max(MIN, limit / 2);
        }
    }
}
