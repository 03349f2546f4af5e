package io.orderpipeline.consumer.cassandra;

import com.datastax.oss.driver.api.core.cql.AsyncResultSet;
import io.orderpipeline.common.cli.UserError;
import io.orderpipeline.consumer.cassandra.row.WriteFailure;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Waits for pages, and asks again for one that a database in trouble did not give, with fewer rows each time, for a
 * page that is too large for a slow node is what times out first. One thread.
 */
final class PageRequests {

    /** About 1 MB of orders. */
    private static final int MOST_ROWS = 5_000;

    private static final int FEWEST_ROWS = 100;

    private static final int ATTEMPTS = 12;
    private static final long LONGEST_PAUSE_MS = 5_000;
    private static final long BETWEEN_PULSES_MS = 100;

    private static final Logger LOG = LoggerFactory.getLogger(PageRequests.class);

    private final String table;
    private final Runnable pulse;
    private int pageRows = MOST_ROWS;

    /** @param table for messages */
    PageRequests(String table, Runnable pulse) {
        this.table = table;
        this.pulse = pulse;
    }

    int pageRows() {
        return pageRows;
    }

    AsyncResultSet await(Supplier<CompletableFuture<AsyncResultSet>> request) throws InterruptedException {
        return await(request.get(), request);
    }

    /**
     * @param first a request that was sent already
     * @param again sends it anew
     */
    AsyncResultSet await(CompletableFuture<AsyncResultSet> first, Supplier<CompletableFuture<AsyncResultSet>> again)
            throws InterruptedException {
        CompletableFuture<AsyncResultSet> request = first;
        for (int attempt = 1; ; attempt++) {
            try {
                return get(request);
            } catch (ExecutionException e) {
                refuseHopeless(e.getCause(), attempt);
                pageRows = Math.max(FEWEST_ROWS, pageRows / 2);
                pause(Math.min(LONGEST_PAUSE_MS, BETWEEN_PULSES_MS << attempt));
                request = again.get();
            }
        }
    }

    private <T> T get(CompletableFuture<T> answer) throws InterruptedException, ExecutionException {
        while (true) {
            pulse.run();
            try {
                return answer.get(BETWEEN_PULSES_MS, TimeUnit.MILLISECONDS);
            } catch (TimeoutException e) {
                // The driver ends each request by itself in a few seconds.
            }
        }
    }

    private void pause(long milliseconds) throws InterruptedException {
        try {
            get(new CompletableFuture<>().completeOnTimeout(null, milliseconds, TimeUnit.MILLISECONDS));
        } catch (ExecutionException e) {
            throw new IllegalStateException("a pause cannot fail", e);
        }
    }

    private void refuseHopeless(Throwable failure, int attempt) {
        if (!(WriteFailure.of(failure) instanceof WriteFailure.DatabaseInTrouble trouble)) {
            throw UserError.failed("cannot read table " + table + ": " + failure.getMessage(), failure);
        }
        if (attempt == ATTEMPTS) {
            throw UserError.failed(
                    "gave up reading table " + table + " after " + ATTEMPTS + " attempts: " + trouble.reason(),
                    failure);
        }
        if (attempt == 1) {
            LOG.warn("Cassandra is in trouble, rows are asked for again: {}", trouble.reason());
        }
    }
}
