package io.orderpipeline.consumer.monitoring;

import io.orderpipeline.consumer.monitoring.GroupOffsets.Offsets;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.LongSupplier;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks how far the group is on a thread of its own, so that a broker which is away delays nobody who only wants to look.
 * Used by one thread.
 */
public final class LagMonitor implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(LagMonitor.class);

    private final Callable<Map<Integer, Offsets>> question;
    private final LongSupplier nanoTime;
    private final ExecutorService asking = Executors.newSingleThreadExecutor(task -> {
        Thread thread = new Thread(task, "group-watch");
        thread.setDaemon(true);
        return thread;
    });
    private CompletableFuture<Void> underWay = CompletableFuture.completedFuture(null);
    private volatile GroupOffsetsSample newest = GroupOffsetsSample.NONE;

    /** @param question asked on the watch's thread; throws when the broker does not answer */
    public LagMonitor(Callable<Map<Integer, Offsets>> question, LongSupplier nanoTime) {
        this.question = question;
        this.nanoTime = nanoTime;
    }

    /** Asks, unless the last question is still open. Never blocks. */
    public void ask() {
        if (underWay.isDone()) {
            underWay = CompletableFuture.runAsync(this::answer, asking);
        }
    }

    public GroupOffsetsSample newest() {
        return newest;
    }

    /** Waits for the answer to a question asked now; {@link GroupOffsetsSample#NONE} when the broker does not give one. */
    public GroupOffsetsSample await() throws InterruptedException {
        CompletableFuture<Void> asked = underWay.thenRunAsync(
                () -> {
                    newest = GroupOffsetsSample.NONE;
                    answer();
                },
                asking);
        try {
            asked.get();
        } catch (ExecutionException e) {
            throw new CompletionException(e.getCause());
        }
        return newest;
    }

    private void answer() {
        try {
            newest = new GroupOffsetsSample(question.call(), nanoTime.getAsLong());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (KafkaException e) {
            LOG.debug("The broker does not say how far the group is", e);
        } catch (Exception e) {
            LOG.warn("How far the group is cannot be found out: {}", e.toString());
        }
    }

    @Override
    public void close() {
        asking.shutdownNow();
    }
}
