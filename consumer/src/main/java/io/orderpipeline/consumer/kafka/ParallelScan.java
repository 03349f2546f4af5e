package io.orderpipeline.consumer.kafka;

import io.orderpipeline.common.cli.ParallelSteps;
import io.orderpipeline.common.cli.ParallelSteps.Step;
import java.util.Collection;
import java.util.Collections;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Supplier;

/** Reads parts of topics on a few threads, each with a source of its own and one part at a time. */
public final class ParallelScan {

    /** For each thread: a fetch of records, and what the caller keeps beside it. */
    private static final long HEAP_BYTES_PER_THREAD = 64 << 20;

    private ParallelScan() {}

    /** Reads one part. */
    @FunctionalInterface
    public interface Reader<T> {
        void read(T part, RecordSource source) throws InterruptedException;
    }

    /**
     * Returns when all parts are read. The first failure ends all threads.
     *
     * @param name of the threads, which are numbered
     * @param mostThreads at most; there is at most one more than processors
     * @param sources opens a source for one thread, which closes it
     */
    public static <T> void run(
            String name,
            Collection<T> parts,
            int mostThreads,
            Supplier<? extends RecordSource> sources,
            Reader<T> reader)
            throws InterruptedException {
        if (parts.isEmpty()) {
            return;
        }
        Queue<T> waiting = new ConcurrentLinkedQueue<>(parts);
        Step readParts = () -> {
            try (RecordSource source = sources.get()) {
                for (T next = waiting.poll(); next != null; next = waiting.poll()) {
                    reader.read(next, source);
                }
            }
        };
        ParallelSteps.run(
                name,
                Collections.nCopies(Math.min(mostThreads, threads(parts.size())), readParts)
                        .toArray(Step[]::new));
    }

    /** One more than processors, because a thread also waits for responses. */
    private static int threads(int parts) {
        Runtime runtime = Runtime.getRuntime();
        long affordable = runtime.maxMemory() / HEAP_BYTES_PER_THREAD;
        return (int) Math.max(1, Math.min(affordable, Math.min(parts, runtime.availableProcessors() + 1)));
    }
}
