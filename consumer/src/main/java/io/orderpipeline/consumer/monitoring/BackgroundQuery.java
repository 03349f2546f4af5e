package io.orderpipeline.consumer.monitoring;

import io.orderpipeline.common.cli.DaemonThreads;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Runs a query on a thread of its own and keeps the last result, so that a server that does not respond never blocks
 * the caller. At most one query runs at a time; when it fails, the previous result stays. Safe for use by several
 * threads.
 */
public final class BackgroundQuery<T> implements AutoCloseable {

    private final T initial;
    private final Callable<T> query;
    private final Consumer<Exception> onFailure;
    private final LongSupplier nanoTime;
    private final ExecutorService thread;
    private CompletableFuture<Void> running = CompletableFuture.completedFuture(null);
    private T newest;
    private boolean started;
    private long startedAt;
    /** Increases with each reset, so that the result of a query that started earlier is ignored. */
    private int generation;

    /**
     * @param initial the result before the first query has completed
     * @param query may block and may fail
     * @param onFailure called on the query's thread
     */
    public BackgroundQuery(
            String threadName, T initial, Callable<T> query, Consumer<Exception> onFailure, LongSupplier nanoTime) {
        this.initial = initial;
        this.newest = initial;
        this.query = query;
        this.onFailure = onFailure;
        this.nanoTime = nanoTime;
        this.thread = Executors.newSingleThreadExecutor(DaemonThreads.named(threadName));
    }

    /** Starts the query, unless one is running. */
    public synchronized void start() {
        if (running.isDone()) {
            started = true;
            startedAt = nanoTime.getAsLong();
            int current = generation;
            running = CompletableFuture.runAsync(() -> run(current), thread);
        }
    }

    /** The last result. */
    public synchronized T newest() {
        return newest;
    }

    /** The last result; starts the query when the last start is at least {@code interval} ago. */
    public synchronized T newest(Duration interval) {
        if (!started || nanoTime.getAsLong() - startedAt >= interval.toNanos()) {
            start();
        }
        return newest;
    }

    /** Returns to the initial result and ignores that of a running query. */
    public synchronized void reset() {
        newest = initial;
        generation++;
        started = true;
        startedAt = nanoTime.getAsLong();
    }

    /** Runs the query after this call and waits for its result; the initial one when the query fails. */
    public T await() throws InterruptedException {
        try {
            runAfterTheCurrent().get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("the query has failed", e.getCause());
        }
        return newest();
    }

    private synchronized CompletableFuture<Void> runAfterTheCurrent() {
        reset();
        int current = generation;
        running = running.thenRunAsync(() -> run(current), thread);
        return running;
    }

    private void run(int startGeneration) {
        try {
            T result = query.call();
            synchronized (this) {
                newest = startGeneration == generation ? result : newest;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Exception e) {
            onFailure.accept(e);
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
