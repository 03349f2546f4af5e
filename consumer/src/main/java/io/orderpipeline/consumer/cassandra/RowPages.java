package io.orderpipeline.consumer.cassandra;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.AsyncResultSet;
import com.datastax.oss.driver.api.core.cql.Row;
import com.datastax.oss.driver.api.core.cql.Statement;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;

/**
 * The rows of one query, with two pages in memory: the first page is requested at once, and each further page while the
 * caller processes the one before. One thread.
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

    /** Row callback; may issue further queries. */
    @FunctionalInterface
    interface RowConsumer {
        void accept(Row row) throws InterruptedException;
    }

    /** May be called once. */
    void forEach(RowConsumer consumer) throws InterruptedException {
        ByteBuffer from = null;
        while (next != null) {
            ByteBuffer current = from;
            AsyncResultSet page = requests.await(next, () -> fetch(current));
            from = page.getExecutionInfo().getPagingState();
            next = from == null ? null : fetch(from);
            for (Row row : page.currentPage()) {
                consumer.accept(row);
            }
        }
    }

    /** @param from the paging state, null for the first page */
    private CompletableFuture<AsyncResultSet> fetch(ByteBuffer from) {
        return session.executeAsync(select.setPageSize(requests.pageRows()).setPagingState(from))
                .toCompletableFuture();
    }
}
