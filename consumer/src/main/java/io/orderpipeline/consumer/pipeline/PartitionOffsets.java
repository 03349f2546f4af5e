package io.orderpipeline.consumer.pipeline;

import io.orderpipeline.common.order.InvalidReason;
import io.orderpipeline.consumer.deadletter.DeadLetter;
import io.orderpipeline.consumer.monitoring.PartitionCounters;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * What may be committed of one partition: the watermark, and the pending dead letters, which exist only in memory until
 * they are committed together with an offset that passes them. One thread.
 */
final class PartitionOffsets {

    private final PartitionCounters counters;
    private final OffsetTracker tracker = new OffsetTracker();
    private final NavigableMap<Long, DeadLetter> deadLetters = new TreeMap<>();
    private long deadLetterBytes;
    private long committed = OffsetTracker.NOTHING;
    private boolean released;

    PartitionOffsets(PartitionCounters counters) {
        this.counters = counters;
    }

    /** @see OffsetTracker#add */
    long add(ConsumerRecord<byte[], byte[]> record) {
        return tracker.add(record.offset(), InFlightBudget.sizeOf(record));
    }

    /** The record's row is stored. */
    void acknowledge(long sequence) {
        tracker.acknowledge(sequence);
    }

    /** The record is invalid or rejected: it is acknowledged as a dead letter that must be committed. */
    void deadLetter(long sequence, ConsumerRecord<byte[], byte[]> record, InvalidReason reason, String detail) {
        deadLetters.put(record.offset(), new DeadLetter(record, reason, detail));
        deadLetterBytes += InFlightBudget.sizeOf(record);
        tracker.acknowledge(sequence);
    }

    boolean isIdle() {
        return tracker.span() == 0;
    }

    /** Every record before this offset is stored, or is a dead letter that must be committed with it. */
    long watermark() {
        return tracker.watermark();
    }

    /** The offset committed last, or {@link OffsetTracker#NOTHING}. */
    long committed() {
        return committed;
    }

    boolean hasDeadLetters() {
        return !deadLetters.isEmpty();
    }

    /** The dead letters that must be committed together with this offset. */
    List<DeadLetter> deadLettersBefore(long offset) {
        return List.copyOf(deadLetters.headMap(offset).values());
    }

    /** The offset is committed, together with the dead letters before it. */
    void markCommitted(long offset) {
        if (released) {
            return;
        }
        for (DeadLetter deadLetter : deadLettersBefore(offset)) {
            deadLetterBytes -= InFlightBudget.sizeOf(deadLetter.origin());
            counters.deadLettered(deadLetter.reason());
        }
        deadLetters.headMap(offset).clear();
        committed = offset;
        counters.committed(offset);
    }

    /** Later results of commits are ignored. */
    void release() {
        released = true;
    }

    /** For the limit in {@link InFlightBudget}, which also covers acknowledged records behind the watermark. */
    int heldRecords() {
        return tracker.span() + deadLetters.size();
    }

    long heldBytes() {
        return tracker.unacknowledgedBytes() + deadLetterBytes;
    }

    /** Records that are neither stored nor committed as dead letters. */
    int inFlight() {
        return tracker.unacknowledged() + deadLetters.size();
    }
}
