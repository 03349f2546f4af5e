package io.orderpipeline.consumer.monitoring;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notices a database that is away while no order is written, which nobody else would. It asks now and then, on a thread
 * of its own and only as long as nothing is acknowledged: a database at work is not asked, and one that is merely slow
 * to answer is not called away. Used by one thread.
 */
public final class CassandraHealthMonitor implements AutoCloseable {

    static final Duration BETWEEN_QUESTIONS = Duration.ofSeconds(2);

    private static final Logger LOG = LoggerFactory.getLogger(CassandraHealthMonitor.class);

    private final Supplier<Optional<String>> question;
    private final PipelineCounters counters;
    private final LongSupplier nanoTime;
    private final ExecutorService asking = Executors.newSingleThreadExecutor(task -> {
        Thread thread = new Thread(task, "database-watch");
        thread.setDaemon(true);
        return thread;
    });
    private CompletableFuture<Optional<String>> answer = CompletableFuture.completedFuture(Optional.empty());
    private long askedAt;
    private long batchesBefore;
    private boolean away;

    /** @param question asked on the watch's thread: what is wrong, or empty */
    public CassandraHealthMonitor(
            Supplier<Optional<String>> question, PipelineCounters counters, LongSupplier nanoTime) {
        this.question = question;
        this.counters = counters;
        this.nanoTime = nanoTime;
        this.askedAt = nanoTime.getAsLong();
    }

    /** Never blocks. */
    public void look() {
        List<PartitionCounts> snapshots = counters.snapshot();
        long batches = snapshots.stream().mapToLong(PartitionCounts::batches).sum();
        if (batches != batchesBefore) {
            batchesBefore = batches;
            askedAt = nanoTime.getAsLong();
            answer = CompletableFuture.completedFuture(Optional.empty());
            tell(Optional.empty());
        } else if (answer.isDone()) {
            tell(answer.join());
            askAgain();
        }
    }

    private void askAgain() {
        if (nanoTime.getAsLong() - askedAt >= BETWEEN_QUESTIONS.toNanos()) {
            askedAt = nanoTime.getAsLong();
            answer = CompletableFuture.supplyAsync(question, asking);
        }
    }

    private void tell(Optional<String> trouble) {
        if (trouble.isPresent() && !away) {
            LOG.warn("Cassandra is in trouble, with no order to be written: {}", trouble.get());
        } else if (trouble.isEmpty() && away) {
            LOG.info("Cassandra answers again");
        }
        away = trouble.isPresent();
        counters.idleTrouble(trouble.orElse(null));
    }

    @Override
    public void close() {
        asking.shutdownNow();
    }
}
