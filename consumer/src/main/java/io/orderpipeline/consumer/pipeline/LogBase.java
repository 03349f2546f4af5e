package io.orderpipeline.consumer.pipeline;

import io.orderpipeline.consumer.cassandra.row.LogGenerations;
import io.orderpipeline.consumer.cassandra.row.WriteFailure;
import io.orderpipeline.consumer.monitoring.PartitionCounters;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;

/**
 * Finds the base of one partition's log before its first row is written, and retries while Cassandra does not respond.
 * Used by the thread of its poll loop only; responses arrive through the {@link Mailbox}.
 */
final class LogBase {

    private static final long UNKNOWN = -1;

    private final String name;
    private final ProcessorContext context;
    private final Start start;
    private final Mailbox mailbox;
    private final PartitionCounters counters;
    private final Backoff backoff;
    private boolean pending;
    private boolean cancelled;
    private long base = UNKNOWN;

    /**
     * Where the processing of a partition starts.
     *
     * @param past what is known of the log before
     * @param position the first offset, with its leader epoch if that is known
     */
    record Start(int partition, LogGenerations.Log log, LogGenerations.Past past, OffsetAndMetadata position) {}

    /** @param name for messages */
    LogBase(String name, ProcessorContext context, Start start, Mailbox mailbox, PartitionCounters counters) {
        this.name = name;
        this.context = context;
        this.start = start;
        this.mailbox = mailbox;
        this.counters = counters;
        this.backoff = new Backoff(context.nanoTime(), context.random());
    }

    /** Queries Cassandra unless the base is known or a query is pending. */
    boolean isKnown() {
        if (base == UNKNOWN && !pending && backoff.isOver()) {
            pending = true;
            context.generations()
                    .base(start.partition(), start.log(), start.past())
                    .whenComplete((found, error) -> mailbox.post(() -> settle(found, error)));
        }
        return base != UNKNOWN;
    }

    private void settle(Long found, Throwable error) {
        pending = false;
        if (cancelled) {
            return;
        }
        if (error == null) {
            base = found;
            counters.trouble(null);
        } else if (WriteFailure.of(error) instanceof WriteFailure.Fatal fatal) {
            throw fatal.toException(name);
        } else {
            retryLater(WriteFailure.of(error));
        }
    }

    private void retryLater(WriteFailure failure) {
        String reason = failure.reason();
        backoff.failed();
        counters.trouble(reason);
    }

    /** The partition is no longer assigned: a late response is ignored. */
    void cancel() {
        cancelled = true;
    }

    long get() {
        return base;
    }
}
