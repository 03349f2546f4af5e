package io.orderpipeline.consumer.pipeline;

import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;

/**
 * Limits the requests of one partition that are in flight, and the size of their batches. Rows in one batch cost less
 * than rows in several, so the first {@value #ALWAYS} requests take what there is, and further ones only full batches.
 * After a transient failure there are none during the backoff,
 * and then one probe at a time until the failed requests succeed. Each partition has its own limiter: in a cluster, the
 * rows of two partitions are on different nodes, and one may fail while the other does not. One thread, except for
 * {@link Request#ended()}.
 */
final class RequestLimiter {

    /** Enough for the database to have work while the result of one request is on its way. */
    static final int ALWAYS = 2;

    private final LongSupplier nanoTime;
    private final ConcurrencyLimit limit;
    private final BatchSize batchSize = new BatchSize();
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
        private final int bytes;
        private long endedAt;

        private Request(int bytes) {
            this.bytes = bytes;
        }

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

    /** Whether one more request with a batch that is not full may start now. */
    boolean isOpenForPart() {
        return isOpen() && inFlight < ALWAYS;
    }

    /** @param bytes of the batch */
    Request start(int bytes) {
        inFlight++;
        return new Request(bytes);
    }

    /** A request has ended, with any result. */
    void settled() {
        inFlight--;
    }

    void succeeded(Request request) {
        batchSize.acknowledged(request.bytes, request.nanos());
        if (request.reachesLimit && !backoff.isProbing()) {
            limit.succeeded(request.nanos());
        }
    }

    /** A transient failure. Requests that were in flight together fail together, and count once. */
    void failed(Request request) {
        if (backoff.isOver()) {
            backoff.failed();
            limit.failed();
            batchSize.failed(request.bytes);
        }
    }

    /**
     * The server has rejected a batch because of its size.
     *
     * @return whether this has lowered the limit
     */
    boolean rejected(Request request) {
        return batchSize.rejected(request.bytes);
    }

    /** How many bytes a batch may have, as the server counts them. */
    int maxBatchBytes() {
        return batchSize.limit();
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
