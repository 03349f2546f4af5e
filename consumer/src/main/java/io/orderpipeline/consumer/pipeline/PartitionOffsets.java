package io.orderpipeline.consumer.pipeline;

import io.orderpipeline.common.order.InvalidReason;
import io.orderpipeline.consumer.deadletter.DeadLetter;
import io.orderpipeline.consumer.monitoring.PartitionCounters;
import io.orderpipeline.consumer.monitoring.PartitionCounts;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;

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
    private int lastEpoch;
    private OffsetAndMetadata position;
    private long end;
    private long lastTimestamp = PartitionCounts.NO_TIMESTAMP;
    private boolean released;

    /** @param position the first offset, with its leader epoch if that is known */
    PartitionOffsets(PartitionCounters counters, OffsetAndMetadata position) {
        this.counters = counters;
        this.position = position;
        this.end = position.offset();
        this.lastEpoch = position.leaderEpoch().orElse(OffsetTracker.NO_EPOCH);
    }

    /** @see OffsetTracker#add */
    long add(ConsumerRecord<byte[], byte[]> record) {
        if (record.leaderEpoch().isPresent()) {
            lastEpoch = record.leaderEpoch().get();
        }
        end = record.offset() + 1;
        lastTimestamp = record.timestamp();
        return tracker.add(record.offset(), InFlightBudget.sizeOf(record), lastEpoch, lastTimestamp);
    }

    /** @param next the consumer's position after a poll */
    void polledUpTo(OffsetAndMetadata next) {
        position = next;
    }

    /** Above every offset that was polled. */
    long end() {
        return end;
    }

    /** The last leader epoch whose records were consumed, or {@link OffsetTracker#NO_EPOCH}. */
    int lastEpoch() {
        return lastEpoch;
    }

    /**
     * The leader epoch to commit an offset with, so that the broker notices when the log is truncated before it.
     *
     * @param offset the watermark, or the consumer's position when everything is acknowledged
     */
    Optional<Integer> epochAt(long offset) {
        if (offset == tracker.watermark() && tracker.watermarkEpoch() != OffsetTracker.NO_EPOCH) {
            return Optional.of(tracker.watermarkEpoch());
        }
        return offset == position.offset() ? position.leaderEpoch() : Optional.empty();
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

    /** As in {@link PartitionCounts.Position}. */
    long waitingTimestamp() {
        if (!deadLetters.isEmpty() && (isIdle() || deadLetters.firstKey() < tracker.headOffset())) {
            return deadLetters.firstEntry().getValue().origin().timestamp();
        }
        return isIdle() ? lastTimestamp : tracker.headTimestamp();
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
