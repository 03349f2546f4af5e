package io.orderpipeline.consumer.cassandra;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.AsyncResultSet;
import com.datastax.oss.driver.api.core.cql.Row;
import com.datastax.oss.driver.api.core.cql.Statement;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;

/**
 * All rows of one question, in memory for two pages: the first is asked for at once, and each next one is on its way
 * while the caller has the one before. One thread.
 */
final class RowPages {

    private final CqlSession session;
    private final PageRequests requests;
    private final Statement<?> select;
    private CompletableFuture<AsyncResultSet> next;

    RowPages(CqlSession session, PageRequests requests, Statement<?> select) {
        this.session = session;
        this.requests = requests;
        this.select = select;
        this.next = fetch(null);
    }

    /** Who may ask for other pages meanwhile. */
    @FunctionalInterface
    interface Taker {
        void take(Row row) throws InterruptedException;
    }

    /** Once. */
    void forEach(Taker taker) throws InterruptedException {
        ByteBuffer from = null;
        while (next != null) {
            ByteBuffer again = from;
            AsyncResultSet page = requests.await(next, () -> fetch(again));
            from = page.getExecutionInfo().getPagingState();
            next = from == null ? null : fetch(from);
            for (Row row : page.currentPage()) {
                taker.take(row);
            }
        }
    }

    /** @param from the paging state, null for the first page */
    private CompletableFuture<AsyncResultSet> fetch(ByteBuffer from) {
        return session.executeAsync(select.setPageSize(requests.pageRows()).setPagingState(from))
                .toCompletableFuture();
    }
}
