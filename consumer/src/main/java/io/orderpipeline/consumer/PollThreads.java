package io.orderpipeline.consumer;

import io.orderpipeline.cli.StopSignal;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The threads that poll. One that cannot go on stops all the others, for a program that looks alive and leaves a
 * partition alone is worse than one that ends. Used by one thread.
 */
final class PollThreads {

    /** For draining, the last commit and leaving the group, together. */
    private static final long END_LIMIT_SECONDS = 8;

    private final StopSignal stop;
    private final List<CompletableFuture<Void>> running = new ArrayList<>();

    PollThreads(StopSignal stop) {
        this.stop = stop;
    }

    void start(Runnable loop) {
        String name = "partition-consumer-" + (running.size() + 1);
        CompletableFuture<Void> ended = new CompletableFuture<>();
        Thread thread = new Thread(() -> runAndTell(loop, ended), name);
        thread.setDaemon(true);
        running.add(ended);
        thread.start();
    }

    private void runAndTell(Runnable loop, CompletableFuture<Void> ended) {
        try {
            loop.run();
            ended.complete(null);
        } catch (Throwable e) {
            ended.completeExceptionally(e);
        } finally {
            stop.request();
        }
    }

    /**
     * Waits until all have ended, after the stop was requested.
     *
     * @throws RuntimeException or Error what made the first of them end
     */
    void join() throws InterruptedException {
        try {
            CompletableFuture.allOf(running.toArray(CompletableFuture[]::new)).get(END_LIMIT_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new IllegalStateException("a thread did not end within " + END_LIMIT_SECONDS + " s", e);
        } catch (ExecutionException e) {
            throw asUnchecked(e.getCause());
        }
    }

    private static RuntimeException asUnchecked(Throwable cause) {
        if (cause instanceof Error error) {
            throw error;
        }
        return cause instanceof RuntimeException unchecked ? unchecked : new CompletionException(cause);
    }
}
