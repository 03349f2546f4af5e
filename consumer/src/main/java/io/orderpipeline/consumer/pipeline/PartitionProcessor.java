package io.orderpipeline.consumer.pipeline;

import io.orderpipeline.common.order.InvalidReason;
import io.orderpipeline.consumer.cassandra.row.OrderRow;
import io.orderpipeline.consumer.cassandra.row.WriteFailure;
import io.orderpipeline.consumer.monitoring.PartitionCounters;
import io.orderpipeline.consumer.monitoring.PartitionCounts;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Processes the records of one assigned partition: queues, decodes, batches and writes them, until they are
 * acknowledged in its {@link PartitionOffsets}. A batch is sent as soon as a request is free, with the rows that are
 * available, so batches are small at a low rate and full with a backlog.
 *
 * <p>Used by the thread of its poll loop only. Results of writes arrive through the {@link Mailbox}.
 */
final class PartitionProcessor {

    private static final Logger LOG = LoggerFactory.getLogger(PartitionProcessor.class);

    private final String name;
    private final ProcessorContext context;
    private final Mailbox mailbox;
    private final PartitionCounters counters;
    private final LogBase base;
    private final PartitionOffsets offsets;
    private final RequestLimiter requests;

    private final ArrayDeque<ConsumerRecord<byte[], byte[]>> queue = new ArrayDeque<>();
    private final OpenBatches open;
    private final ArrayDeque<Batch> retries = new ArrayDeque<>();

    /** Sequence number of the first queued record. They are dense, and the queue is in their order. */
    private long nextSequence;

    private boolean full;
    private boolean released;

    /** Whether the first queued record waits for its schema. */
    private boolean awaitsSchema;

    /** @param name for messages */
    PartitionProcessor(
            String name, ProcessorContext context, LogBase.Start start, Mailbox mailbox, PartitionCounters counters) {
        this.name = name;
        this.context = context;
        this.mailbox = mailbox;
        this.counters = counters;
        this.base = new LogBase(name, context, start, mailbox, counters);
        this.offsets = new PartitionOffsets(counters, start.position());
        this.requests = new RequestLimiter(context.nanoTime(), context.random());
        this.open = new OpenBatches(context.batchRows(), requests::maxBatchBytes);
        context.budget().addPartition();
        counters.owned(true);
    }

    /** Queues a polled record. */
    void accept(ConsumerRecord<byte[], byte[]> record) {
        long sequence = offsets.add(record);
        if (queue.isEmpty()) {
            nextSequence = sequence;
        }
        queue.add(record);
        context.decoder().prepare(record);
        counters.polled();
    }

    /** Sends batches while requests are free. */
    void dispatch() {
        while (!released && base.isKnown() && requests.isOpen()) {
            Batch batch = retries.isEmpty() ? nextBatch() : nextRetry();
            if (batch.size() == 0) {
                return;
            }
            send(batch);
        }
    }

    /** A batch that failed is sent in parts when the limit for batches has fallen since. */
    private Batch nextRetry() {
        Batch batch = retries.poll();
        while (batch.size() > 1 && batch.bytes() > requests.maxBatchBytes()) {
            List<Batch> halves = batch.split();
            retries.addFirst(halves.get(1));
            batch = halves.get(0);
        }
        return batch;
    }

    /**
     * Decodes queued records until a batch is full, the queue is empty, or a schema is not known yet. With many shards,
     * the batches of the others stay open, up to half of the records that may be in flight.
     *
     * @return empty when there is none to send now
     */
    private Batch nextBatch() {
        int maxOpenRows = context.budget().recordShare() / 2;
        awaitsSchema = false;
        while (!queue.isEmpty() && !awaitsSchema && (open.isEmpty() || open.rows() < maxOpenRows)) {
            ConsumerRecord<byte[], byte[]> record = queue.peek();
            RowDecoder.Result result = context.decoder().decode(record, base.get());
            if (result instanceof RowDecoder.Valid valid) {
                OrderRow row = valid.row();
                if (!open.add(nextSequence, record, row)) {
                    return open.take(row.shard());
                }
                removeFirst();
                counters.extraFields(row.added().fields(), row.added().notStored());
                if (open.isFull(row.shard())) {
                    return open.take(row.shard());
                }
            } else if (result instanceof RowDecoder.Invalid invalid) {
                offsets.deadLetter(nextSequence, record, invalid.reason(), invalid.detail());
                removeFirst();
            } else {
                awaitsSchema = true;
            }
        }
        boolean isPart = queue.isEmpty() || awaitsSchema;
        return isPart && !requests.isOpenForPart() ? new Batch() : open.takeOldest();
    }

    private void removeFirst() {
        queue.remove();
        nextSequence++;
    }

    private void send(Batch batch) {
        RequestLimiter.Request request = requests.start(batch.bytes());
        context.writer().write(batch.rows(), failure -> {
            request.ended();
            mailbox.post(() -> settle(batch, request, failure));
        });
    }

    private void settle(Batch batch, RequestLimiter.Request request, Optional<WriteFailure> failure) {
        requests.settled();
        if (released) {
            return;
        }
        if (failure.isEmpty()) {
            requests.succeeded(request);
            counters.batchWritten(request.nanos());
            acknowledge(batch);
        } else if (failure.get() instanceof WriteFailure.Transient transientFailure) {
            retry(batch, request, transientFailure.reason());
        } else if (failure.get() instanceof WriteFailure.BatchTooLarge tooLarge) {
            lowerBatchLimit(batch, request);
            splitOrDeadLetter(batch, tooLarge.reason());
        } else if (failure.get() instanceof WriteFailure.RowsRejected rejected) {
            splitOrDeadLetter(batch, rejected.reason());
        } else {
            throw ((WriteFailure.Fatal) failure.get()).toException(name);
        }
    }

    private void acknowledge(Batch batch) {
        if (retries.isEmpty()) {
            reportRecovery();
        }
        for (Batch.Entry entry : batch.entries()) {
            offsets.acknowledge(entry.sequence());
            counters.written(entry.row().category(), entry.record().timestamp());
        }
    }

    /** Only after every failed batch succeeds, so that the status does not flap. */
    private void reportRecovery() {
        requests.recovered();
        counters.trouble(null);
    }

    private void retry(Batch batch, RequestLimiter.Request request, String reason) {
        requests.failed(request);
        retries.add(batch);
        counters.retried();
        counters.trouble(reason);
    }

    private void lowerBatchLimit(Batch batch, RequestLimiter.Request request) {
        if (batch.size() > 1 && requests.rejected(request)) {
            LOG.warn(
                    "{}: Cassandra rejects a batch of {} orders; from now on, batches have at most {} bytes",
                    name,
                    batch.size(),
                    requests.maxBatchBytes());
        }
    }

    private void splitOrDeadLetter(Batch batch, String reason) {
        if (batch.size() == 1) {
            Batch.Entry entry = batch.entries().get(0);
            offsets.deadLetter(entry.sequence(), entry.record(), InvalidReason.REFUSED_BY_DATABASE, reason);
            if (retries.isEmpty()) {
                reportRecovery();
            }
        } else {
            retries.addAll(batch.split());
            counters.retried();
        }
    }

    PartitionOffsets offsets() {
        return offsets;
    }

    /** Whether the partition must be paused: one more poll could exceed its share. Stays so until half is free. */
    boolean isFull() {
        int records = offsets.heldRecords();
        long bytes = offsets.heldBytes();
        int share = context.budget().recordShare();
        long byteShare = context.budget().byteShare();
        full = full
                ? records > share / 2 || bytes > byteShare / 2
                : records + context.pollRecords() > share || bytes >= byteShare;
        return full;
    }

    /** Whether records wait for the schema registry. */
    boolean awaitsSchema() {
        return awaitsSchema;
    }

    /** Whether records are queued or a batch is to be sent. */
    boolean hasBacklog() {
        return !queue.isEmpty() || !open.isEmpty() || !retries.isEmpty();
    }

    /** Whether nothing can happen before the next commit: all is acknowledged, or dead letters fill the share. */
    boolean isWaitingForCommit() {
        return offsets.isIdle() || (full && offsets.hasDeadLetters());
    }

    /** The partition is no longer assigned. Records in flight are left to its next owner; late results are ignored. */
    void release() {
        released = true;
        base.cancel();
        offsets.release();
        context.budget().removePartition();
        counters.handedBack(offsets.inFlight());
        counters.owned(false);
        counters.trouble(null);
        publish(false);
    }

    /** @param pausedByUser in addition to a pause because the partition is full */
    void publish(boolean pausedByUser) {
        counters.inFlight(released ? 0 : offsets.inFlight());
        counters.paused(!released && (full || pausedByUser));
        counters.requests(released ? 0 : requests.inFlight(), requests.limit());
        counters.waitingSince(released ? PartitionCounts.NO_TIMESTAMP : offsets.waitingTimestamp());
        counters.publish();
    }
}
