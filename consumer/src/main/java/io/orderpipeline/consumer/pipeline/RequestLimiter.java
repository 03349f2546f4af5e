package io.orderpipeline.consumer.pipeline;

import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;

/**
 * Limits the requests of one partition that are in flight. After a transient failure there are none during the backoff,
 * and then one probe at a time until the failed requests succeed. Each partition has its own limiter: in a cluster, the
 * rows of two partitions are on different nodes, and one may fail while the other does not. One thread, except for
 * {@link Request#ended()}.
 */
final class RequestLimiter {

    private final LongSupplier nanoTime;
    private final ConcurrencyLimit limit;
    private final Backoff backoff;
    private int inFlight;

    RequestLimiter(LongSupplier nanoTime, DoubleSupplier random) {
        this.nanoTime = nanoTime;
        this.limit = new ConcurrencyLimit(nanoTime);
        this.backoff = new Backoff(nanoTime, random);
    }

    final class Request {

        private final long startedAt = nanoTime.getAsLong();
        private final boolean reachesLimit = inFlight == limit();
        private long endedAt;

        /** On the thread of the response, before the response is posted to the loop. */
        void ended() {
            endedAt = nanoTime.getAsLong();
        }

        long nanos() {
            return endedAt - startedAt;
        }
    }

    /** Whether one more request may start now. */
    boolean isOpen() {
        return backoff.isOver() && inFlight < limit();
    }

    Request start() {
        inFlight++;
        return new Request();
    }

    /** A request has ended, with any result. */
    void settled() {
        inFlight--;
    }

    void succeeded(Request request) {
        if (request.reachesLimit && !backoff.isProbing()) {
            limit.succeeded(request.nanos());
        }
    }

    /** A transient failure. Requests that were in flight together fail together, and count once. */
    void failed() {
        if (backoff.isOver()) {
            backoff.failed();
            limit.failed();
        }
    }

    void recovered() {
        backoff.succeeded();
    }

    /** Whether requests have failed and not yet succeeded. */
    boolean isProbing() {
        return backoff.isProbing();
    }

    /** How many requests may be in flight. */
    int limit() {
        return backoff.isProbing() ? 1 : limit.current();
    }

    int inFlight() {
        return inFlight;
    }
}
