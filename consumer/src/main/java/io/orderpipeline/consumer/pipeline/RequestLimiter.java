package io.orderpipeline.consumer.pipeline;

import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;

/**
 * The requests of one partition that are under way, and whether one more may go. In trouble none goes for a while, then
 * a single one that finds out whether the trouble is over. Each partition has its own, for in a cluster its rows lie on
 * nodes of their own: the one may be in trouble while the other is not. One thread, but for {@link Request#ended()}.
 */
final class RequestLimiter {

    private final LongSupplier nanoTime;
    private final ConcurrencyLimit limit;
    private final Backoff backoff;
    private int underWay;

    RequestLimiter(LongSupplier nanoTime, DoubleSupplier random) {
        this.nanoTime = nanoTime;
        this.limit = new ConcurrencyLimit(nanoTime);
        this.backoff = new Backoff(nanoTime, random);
    }

    /** One request, from its start to its end. */
    final class Request {

        private final long startedAt = nanoTime.getAsLong();
        private final boolean isLastAllowed = underWay == limit();
        private long endedAt;

        /** On the thread that brings the answer, before it is passed on. */
        void ended() {
            endedAt = nanoTime.getAsLong();
        }

        /** From the start to the answer. */
        long nanos() {
            return endedAt - startedAt;
        }
    }

    /** Whether one more request may start now. */
    boolean isOpen() {
        return backoff.mayTry() && underWay < limit();
    }

    Request start() {
        underWay++;
        return new Request();
    }

    /** The answer has come, whatever it is. */
    void settled() {
        underWay--;
    }

    void succeeded(Request request) {
        if (request.isLastAllowed && !backoff.isProbing()) {
            limit.succeeded(request.nanos());
        }
    }

    /** The database is in trouble. Requests that were under way together fail together, and count once. */
    void failed() {
        if (backoff.mayTry()) {
            backoff.failed();
            limit.failed();
        }
    }

    /** The trouble is over. */
    void recovered() {
        backoff.succeeded();
    }

    boolean isInTrouble() {
        return backoff.isProbing();
    }

    /** How many requests may be under way at a time. */
    int limit() {
        return backoff.isProbing() ? 1 : limit.current();
    }

    int underWay() {
        return underWay;
    }
}
