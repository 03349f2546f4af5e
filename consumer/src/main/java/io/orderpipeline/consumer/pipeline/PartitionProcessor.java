package io.orderpipeline.consumer.pipeline;

import io.orderpipeline.common.order.InvalidReason;
import io.orderpipeline.consumer.cassandra.row.OrderRow;
import io.orderpipeline.consumer.cassandra.row.WriteFailure;
import io.orderpipeline.consumer.deadletter.DeadLetter;
import io.orderpipeline.consumer.monitoring.PartitionCounters;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The records of one partition while a thread has it: polled, waiting, read, sent in batches or set aside,
 * acknowledged. Sends as soon as a request is free and as much as has come by then, so batches are small when little
 * comes and full under a backlog. Knows no other partition.
 *
 * <p>One thread, that of its poll loop; what other threads have to say comes through the {@link Mailbox}.
 */
final class PartitionProcessor {

    private static final Logger LOG = LoggerFactory.getLogger(PartitionProcessor.class);

    private final String name;
    private final ProcessorLimits limits;
    private final ProcessorServices services;
    private final Mailbox inbox;
    private final PartitionCounters counters;
    private final RequestLimiter requests;
    private final BatchLimits batchBound;

    private final OffsetTracker ledger;
    private final ArrayDeque<PolledRecord> waiting = new ArrayDeque<>();
    private final OpenBatches open = new OpenBatches();
    private final ArrayDeque<Batch> again = new ArrayDeque<>();

    private final PendingDeadLetters deadLetters = new PendingDeadLetters();

    private boolean full;
    private boolean released;
    private long committed = OffsetTracker.NOTHING;

    /** @param name for messages */
    PartitionProcessor(
            String name,
            ProcessorLimits limits,
            ProcessorServices services,
            Mailbox inbox,
            PartitionCounters counters) {
        this.name = name;
        this.limits = limits;
        this.services = services;
        this.inbox = inbox;
        this.counters = counters;
        this.requests = new RequestLimiter(services.nanoTime(), services.random());
        this.batchBound = new BatchLimits(limits.batchRows(), limits.batchBytes());
        this.ledger = new OffsetTracker();
        limits.budget().join();
        counters.owned(true);
    }

    void accept(ConsumerRecord<byte[], byte[]> record) {
        long ticket = ledger.add(record.offset(), PolledRecord.size(record));
        waiting.add(new PolledRecord(ticket, record));
        counters.polled();
    }

    /** Sends what may be sent now. */
    void dispatch() {
        while (!released && requests.isOpen()) {
            Batch batch = again.isEmpty() ? nextBatch() : again.poll();
            if (batch.size() == 0) {
                return;
            }
            send(batch);
        }
    }

    private void send(Batch batch) {
        RequestLimiter.Request request = requests.start();
        services.writer().write(batch.rows(), failure -> {
            request.ended();
            inbox.post(() -> settle(batch, request, failure));
        });
    }

    /**
     * Reads waiting records until a batch is full or none is left; what is no order is set aside on the way. Where rows
     * go to many slots, the others' batches stay open meanwhile, though not for more than half of what may be in flight.
     */
    private Batch nextBatch() {
        int mostOpen = limits.budget().recordShare() / 2;
        while (!waiting.isEmpty() && (open.isEmpty() || open.rows() < mostOpen)) {
            PolledRecord polled = waiting.peek();
            RowDecoder reading = polled.read(services.json(), services.writer());
            if (reading instanceof RowDecoder.Row read) {
                OrderRow row = read.row();
                if (!open.add(polled, row, batchBound)) {
                    return open.take(row.slot());
                }
                waiting.remove();
                counters.extraFields(row.extraCells().fields(), row.extraCells().notStored());
                if (open.isFull(row.slot(), batchBound)) {
                    return open.take(row.slot());
                }
            } else if (reading instanceof RowDecoder.NoOrder no) {
                waiting.remove();
                setAside(polled, no.reason(), no.detail());
            }
        }
        return open.takeOldest();
    }

    private void settle(Batch batch, RequestLimiter.Request request, Optional<WriteFailure> failure) {
        requests.settled();
        if (released) {
            return;
        }
        if (failure.isEmpty()) {
            requests.succeeded(request);
            counters.batchWritten(request.nanos());
            written(batch);
        } else if (failure.get() instanceof WriteFailure.DatabaseInTrouble trouble) {
            tryAgainLater(batch, trouble);
        } else if (failure.get() instanceof WriteFailure.BatchTooLarge tooLarge) {
            sendSmaller(batch, tooLarge);
        } else if (failure.get() instanceof WriteFailure.RowsRefused refused) {
            narrowDown(batch, refused.reason());
        } else if (failure.get() instanceof WriteFailure.OurFault fault) {
            throw fault.end(name);
        }
    }

    private void written(Batch batch) {
        if (again.isEmpty()) {
            troubleIsOver();
        }
        for (Batch.Entry entry : batch.entries()) {
            ledger.acknowledge(entry.polled().ticket());
            counters.written(entry.row().category(), entry.polled().record().timestamp());
        }
    }

    /** Not before the last of the batches that failed together is through, lest the good news flap with the bad. */
    private void troubleIsOver() {
        if (requests.isInTrouble()) {
            LOG.info("{}: Cassandra takes orders again", name);
        }
        requests.recovered();
        counters.trouble(null);
    }

    private void tryAgainLater(Batch batch, WriteFailure.DatabaseInTrouble trouble) {
        if (!requests.isInTrouble()) {
            LOG.warn("{}: Cassandra is in trouble, orders are kept and sent again: {}", name, trouble.reason());
        }
        requests.failed();
        again.add(batch);
        counters.retried();
        counters.trouble(trouble.reason());
    }

    private void sendSmaller(Batch batch, WriteFailure.BatchTooLarge tooLarge) {
        if (batch.size() > 1 && batchBound.refused(batch)) {
            LOG.warn(
                    "{}: Cassandra refuses a batch of {} orders; batches have {} bytes at most from now on",
                    name,
                    batch.size(),
                    batchBound.bytes());
        }
        narrowDown(batch, tooLarge.reason());
    }

    private void narrowDown(Batch batch, String reason) {
        if (batch.size() == 1) {
            setAside(batch.entries().get(0).polled(), InvalidReason.REFUSED_BY_DATABASE, reason);
        } else {
            again.addAll(batch.split());
            counters.retried();
        }
    }

    private void setAside(PolledRecord polled, InvalidReason reason, String detail) {
        deadLetters.add(new DeadLetter(polled.record(), reason, detail));
        ledger.acknowledge(polled.ticket());
    }

    /** Whether polling must leave this partition alone: one more poll could exceed its share; until half is free. */
    boolean isFull() {
        int records = ledger.span() + deadLetters.size();
        long bytes = ledger.unacknowledgedBytes() + deadLetters.bytes();
        int share = limits.budget().recordShare();
        long byteShare = limits.budget().byteShare();
        full = full
                ? records > share / 2 || bytes > byteShare / 2
                : records + limits.pollRecords() > share || bytes >= byteShare;
        return full;
    }

    /** Whether more can come only when dead letters are committed. */
    boolean isHeldUpByDeadLetters() {
        return full && deadLetters.size() > 0;
    }

    /** Whether there is something to send as soon as an outcome or the end of a backoff allows it. */
    boolean hasBacklog() {
        return !waiting.isEmpty() || !open.isEmpty() || !again.isEmpty();
    }

    boolean isIdle() {
        return ledger.span() == 0;
    }

    /** Every record before this offset is stored, or is a dead letter that is to be committed with it. */
    long watermark() {
        return ledger.watermark();
    }

    /** The offset committed last, or {@link OffsetTracker#NOTHING}. */
    long committed() {
        return committed;
    }

    /** The dead letters that must be committed together with this offset. */
    List<DeadLetter> deadLettersBefore(long offset) {
        return deadLetters.before(offset);
    }

    /** The offset is committed, and the dead letters before it with it. */
    void committed(long offset) {
        if (released) {
            return;
        }
        deadLetters.committedBefore(offset).forEach(letter -> counters.deadLettered(letter.reason()));
        committed = offset;
        counters.committed(offset);
    }

    /** The partition goes: what is not acknowledged is left to whoever has it next. Late outcomes change nothing. */
    void release() {
        released = true;
        limits.budget().leave();
        counters.handedBack(inFlight());
        counters.owned(false);
        counters.trouble(null);
        publish(false);
    }

    /** @param pausedByHand beside a pause for being full */
    void publish(boolean pausedByHand) {
        counters.inFlight(released ? 0 : inFlight());
        counters.paused(!released && (full || pausedByHand));
        counters.requests(released ? 0 : requests.underWay(), requests.limit());
        counters.publish();
    }

    private int inFlight() {
        return ledger.unacknowledged() + deadLetters.size();
    }
}
