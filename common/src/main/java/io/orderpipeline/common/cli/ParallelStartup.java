package io.orderpipeline.common.cli;

import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Does at the same time what does not need each other: a start waits for the slowest and not for the sum. */
public final class ParallelStartup {

    /** For a step that is interrupted while it waits for an answer and does not hear it. */
    private static final long END_LIMIT_SECONDS = 10;

    private ParallelStartup() {}

    /** A part of the whole, on a thread of its own; it ends soon after an interrupt. */
    @FunctionalInterface
    public interface Step {
        void run() throws InterruptedException;
    }

    /**
     * Returns when all have ended, and what they did is visible to the caller. The first failure interrupts the others
     * and is thrown as it is, once they have ended too.
     */
    public static void run(Step... steps) throws InterruptedException {
        AtomicInteger number = new AtomicInteger();
        ExecutorService threads =
                Executors.newFixedThreadPool(steps.length, task -> daemon(task, "start-" + number.incrementAndGet()));
        try {
            CompletionService<Void> ended = new ExecutorCompletionService<>(threads);
            for (Step step : steps) {
                var unused = ended.submit(() -> {
                    step.run();
                    return null;
                });
            }
            for (int i = 0; i < steps.length; i++) {
                ended.take().get();
            }
        } catch (ExecutionException e) {
            throw asUnchecked(e.getCause());
        } finally {
            threads.shutdownNow();
            var unused = threads.awaitTermination(END_LIMIT_SECONDS, TimeUnit.SECONDS);
        }
    }

    private static Thread daemon(Runnable task, String name) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        return thread;
    }

    private static RuntimeException asUnchecked(Throwable cause) {
        if (cause instanceof Error error) {
            throw error;
        }
        return cause instanceof RuntimeException unchecked ? unchecked : new CompletionException(cause);
    }
}
