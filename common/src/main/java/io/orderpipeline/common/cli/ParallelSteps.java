package io.orderpipeline.common.cli;

import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Runs independent steps in parallel, each on its own thread, so that all take as long as the slowest. */
public final class ParallelSteps {

    /** Limits the wait for steps that ignore the interrupt. */
    private static final long END_LIMIT_SECONDS = 10;

    private ParallelSteps() {}

    /** Runs on its own thread, and ends soon after an interrupt. */
    @FunctionalInterface
    public interface Step {
        void run() throws InterruptedException;
    }

    /**
     * Returns when all steps have ended; their effects are visible to the caller. The first failure interrupts the
     * other steps and is rethrown once they have ended.
     *
     * @param name of the threads, which are numbered
     */
    public static void run(String name, Step... steps) throws InterruptedException {
        AtomicInteger number = new AtomicInteger();
        ExecutorService threads = Executors.newFixedThreadPool(
                steps.length, step -> DaemonThreads.named(name + "-" + number.incrementAndGet())
                        .newThread(step));
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

    private static RuntimeException asUnchecked(Throwable cause) {
        if (cause instanceof Error error) {
            throw error;
        }
        return cause instanceof RuntimeException unchecked ? unchecked : new CompletionException(cause);
    }
}
