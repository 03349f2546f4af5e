package io.orderpipeline.consumer.cassandra;

import com.datastax.oss.driver.api.core.cql.AsyncResultSet;
import io.orderpipeline.common.cli.UserError;
import io.orderpipeline.consumer.cassandra.row.DriverErrorText;
import io.orderpipeline.consumer.cassandra.row.WriteFailure;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Waits for pages of rows. Retries after a transient failure with fewer rows each time, because large pages are the
 * first to time out on a slow node. Safe for use by several threads, whose failures add up.
 */
final class PageRequests {

    /** About 1 MB of orders. */
    private static final int MOST_ROWS = 5_000;

    private static final int FEWEST_ROWS = 100;

    private static final int ATTEMPTS = 12;
    private static final long MAX_BACKOFF_MS = 5_000;
    private static final long CHECK_INTERVAL_MS = 100;

    private static final Logger LOG = LoggerFactory.getLogger(PageRequests.class);

    private final String table;
    private final Runnable whileWaiting;
    private final AtomicInteger pageRows = new AtomicInteger(MOST_ROWS);

    /** @param table for messages */
    PageRequests(String table, Runnable whileWaiting) {
        this.table = table;
        this.whileWaiting = whileWaiting;
    }

    int pageRows() {
        return pageRows.get();
    }

    /**
     * @param first a request that is already in flight
     * @param retry sends the request again
     */
    AsyncResultSet await(CompletableFuture<AsyncResultSet> first, Supplier<CompletableFuture<AsyncResultSet>> retry)
            throws InterruptedException {
        CompletableFuture<AsyncResultSet> request = first;
        for (int attempt = 1; ; attempt++) {
            try {
                return get(request);
            } catch (ExecutionException e) {
                failUnlessTransient(e.getCause(), attempt);
                pageRows.updateAndGet(rows -> Math.max(FEWEST_ROWS, rows / 2));
                backOff(Math.min(MAX_BACKOFF_MS, CHECK_INTERVAL_MS << attempt));
                request = retry.get();
            }
        }
    }

    private <T> T get(CompletableFuture<T> response) throws InterruptedException, ExecutionException {
        while (true) {
            whileWaiting.run();
            try {
                return response.get(CHECK_INTERVAL_MS, TimeUnit.MILLISECONDS);
            } catch (TimeoutException e) {
                // Every request of the driver has a timeout of its own.
            }
        }
    }

    private void backOff(long milliseconds) throws InterruptedException {
        try {
            get(new CompletableFuture<>().completeOnTimeout(null, milliseconds, TimeUnit.MILLISECONDS));
        } catch (ExecutionException e) {
            throw new IllegalStateException("a backoff cannot fail", e);
        }
    }

    private void failUnlessTransient(Throwable failure, int attempt) {
        if (!(WriteFailure.of(failure) instanceof WriteFailure.Transient transientFailure)) {
            throw UserError.failed("cannot read table " + table + ": " + DriverErrorText.of(failure), failure);
        }
        if (attempt == ATTEMPTS) {
            throw UserError.failed(
                    "gave up reading table " + table + " after " + ATTEMPTS + " attempts: " + transientFailure.reason(),
                    failure);
        }
        if (attempt == 1) {
            LOG.warn("Cassandra is unavailable or overloaded, the read is retried: {}", transientFailure.reason());
        }
    }
}
