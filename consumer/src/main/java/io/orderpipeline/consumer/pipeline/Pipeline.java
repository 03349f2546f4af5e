package io.orderpipeline.consumer.pipeline;

import io.orderpipeline.common.cli.DaemonThreads;
import io.orderpipeline.common.cli.StopSignal;
import io.orderpipeline.common.cli.UserError;
import io.orderpipeline.consumer.cassandra.row.LogGenerations;
import io.orderpipeline.consumer.cassandra.row.RowEncoder;
import io.orderpipeline.consumer.cassandra.row.RowWriter;
import io.orderpipeline.consumer.cassandra.row.TableIdentity;
import io.orderpipeline.consumer.deadletter.DeadLetterTransactions;
import io.orderpipeline.consumer.kafka.OrderDecoder;
import io.orderpipeline.consumer.kafka.TopicIdentity;
import io.orderpipeline.consumer.monitoring.PipelineCounters;
import io.orderpipeline.consumer.monitoring.PipelineSnapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.consumer.Consumer;

/**
 * The pipeline from Kafka to Cassandra: one poll loop per thread. Its entry point for the rest of the program. When a
 * thread fails, all others stop: a program that seems to run while it leaves a partition unconsumed is worse than one
 * that ends.
 *
 * <p>Started and joined by one thread; the pause may be changed and read by any thread.
 */
public final class Pipeline {

    private static final long NANOS_BETWEEN_REPORTS = TimeUnit.SECONDS.toNanos(1);

    private final ProcessorContext context;
    private final TableIdentity table;
    private final TopicIdentity topic;
    private final PipelineCounters counters;
    private final StopSignal stop;
    private final List<Thread> threads = new ArrayList<>();
    private final AtomicReference<Throwable> firstFailure = new AtomicReference<>();
    private volatile boolean paused;

    /**
     * Limits for the whole process.
     *
     * @param records in flight, see {@link InFlightBudget}
     * @param bytes in flight
     * @param partitions that the process may be assigned
     * @param batchRows in one request to Cassandra
     */
    public record Limits(int records, long bytes, int partitions, int batchRows) {

        /** The maximum number of records that one poll may return. */
        public int pollRecords() {
            return InFlightBudget.pollRecords(records, partitions);
        }

        /** The number of bytes, decompressed, that one poll may return; its last record may exceed it. */
        public int pollBytes() {
            return InFlightBudget.pollBytes(bytes, partitions);
        }
    }

    /** Where the orders go to. */
    public record Target(TableIdentity table, RowEncoder encoder, RowWriter writer, LogGenerations generations) {}

    public Pipeline(
            OrderDecoder decoder,
            Target target,
            Limits limits,
            TopicIdentity topic,
            PipelineCounters counters,
            StopSignal stop) {
        this.context = new ProcessorContext(
                new RowDecoder(decoder, target.encoder()),
                target.writer(),
                target.generations(),
                new InFlightBudget(limits.records(), limits.bytes()),
                limits.pollRecords(),
                limits.batchRows(),
                System::nanoTime,
                () -> ThreadLocalRandom.current().nextDouble());
        this.table = target.table();
        this.topic = topic;
        this.counters = counters;
        this.stop = stop;
    }

    /** Starts a poll loop on a new thread, which closes the consumer and the transactions when it ends. */
    public void start(Consumer<byte[], byte[]> consumer, DeadLetterTransactions deadLetters) {
        PollLoop loop = new PollLoop(consumer, deadLetters, topic, table, context, counters, this::isPaused, stop);
        threads.add(DaemonThreads.start("partition-consumer-" + (threads.size() + 1), () -> run(loop)));
    }

    private void run(PollLoop loop) {
        try {
            loop.run();
        } catch (Throwable e) {
            firstFailure.compareAndSet(null, e);
        } finally {
            stop.request();
        }
    }

    /** While paused, nothing is polled. Members stay in the group; records in flight are finished and committed. */
    public boolean isPaused() {
        return paused;
    }

    /** @return whether the pipeline is paused now */
    public synchronized boolean togglePause() {
        paused = !paused;
        return paused;
    }

    /**
     * Waits until all threads have ended, after the stop was requested.
     *
     * @param everySecond runs on this thread meanwhile
     * @throws RuntimeException or Error the failure that ended the first thread
     */
    public void join(Runnable everySecond) throws InterruptedException {
        awaitEnd(everySecond);
        Throwable failure = firstFailure.get();
        if (failure instanceof Error error) {
            throw error;
        }
        if (failure != null) {
            throw failure instanceof RuntimeException unchecked ? unchecked : new CompletionException(failure);
        }
        if (threads.stream().anyMatch(Thread::isAlive)) {
            throw UserError.failed("a thread did not end within " + PipelineSnapshot.STOP_LIMIT.toSeconds()
                    + " s; its records in flight are not committed and will be read again");
        }
    }

    private void awaitEnd(Runnable everySecond) throws InterruptedException {
        long start = System.nanoTime();
        long deadline = start + PipelineSnapshot.STOP_LIMIT.toNanos();
        long report = start + NANOS_BETWEEN_REPORTS;
        for (Thread thread : threads) {
            while (thread.isAlive() && System.nanoTime() - deadline < 0) {
                long wait = Math.min(report, deadline) - System.nanoTime();
                thread.join(Math.max(1, TimeUnit.NANOSECONDS.toMillis(wait)));
                if (System.nanoTime() - report >= 0) {
                    everySecond.run();
                    report += NANOS_BETWEEN_REPORTS;
                }
            }
        }
    }
}
