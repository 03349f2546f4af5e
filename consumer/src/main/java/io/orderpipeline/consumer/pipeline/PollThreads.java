package io.orderpipeline.consumer.pipeline;

import io.orderpipeline.common.cli.StopSignal;
import io.orderpipeline.common.cli.UserError;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The threads that poll. One that cannot go on stops all the others, for a program that looks alive and leaves a
 * partition alone is worse than one that ends. Used by one thread.
 */
public final class PollThreads {

    /** For a commit under way, draining, the last commit and leaving the group, when the broker is slow at each. */
    private static final long END_LIMIT_SECONDS = 20;

    private final StopSignal stop;
    private final List<CompletableFuture<Void>> running = new ArrayList<>();
    private final AtomicReference<Throwable> firstFailure = new AtomicReference<>();

    public PollThreads(StopSignal stop) {
        this.stop = stop;
    }

    public void start(Runnable loop) {
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
        } catch (Throwable e) {
            firstFailure.compareAndSet(null, e);
        } finally {
            stop.request();
            ended.complete(null);
        }
    }

    /**
     * Waits until all have ended, after the stop was requested.
     *
     * @throws RuntimeException or Error what made the first of them end
     */
    public void join() throws InterruptedException {
        boolean allEnded = true;
        try {
            CompletableFuture.allOf(running.toArray(CompletableFuture[]::new)).get(END_LIMIT_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            allEnded = false;
        } catch (ExecutionException e) {
            throw asUnchecked(e.getCause());
        }
        if (firstFailure.get() != null) {
            throw asUnchecked(firstFailure.get());
        }
        if (!allEnded) {
            throw UserError.failed("a thread did not end within " + END_LIMIT_SECONDS
                    + " s; what it held is not committed and will be read again");
        }
    }

    private static RuntimeException asUnchecked(Throwable cause) {
        if (cause instanceof Error error) {
            throw error;
        }
        return cause instanceof RuntimeException unchecked ? unchecked : new CompletionException(cause);
    }
}
