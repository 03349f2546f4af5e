package io.orderpipeline.consumer.monitoring;

import io.orderpipeline.common.order.InvalidReason;
import java.util.HashMap;
import java.util.Map;

/**
 * The counters of one partition at one moment. Immutable.
 *
 * @param deadLettersByReason committed dead letters
 * @param writtenByCategory rows written, by the order's category
 */
public record PartitionCounts(
        int partition,
        Assignment assignment,
        Counter.Values counts,
        Map<InvalidReason, Long> deadLettersByReason,
        Map<String, Long> writtenByCategory,
        Requests requests,
        Position position) {

    public static final long NO_TIMESTAMP = -1;

    /**
     * The poll thread of the partition and its state.
     *
     * @param thread the partition's current thread; when it has none, the one that polled most of it
     * @param owned whether the partition is assigned to this process
     * @param paused whether fetching is paused until more of the polled records are stored
     * @param trouble why writes fail; null when they succeed
     */
    public record Assignment(String thread, boolean owned, boolean paused, String trouble) {}

    /**
     * @param inProgress requests to Cassandra that have no response yet
     * @param limit how many requests the adaptive limit allows
     */
    public record Requests(int inProgress, int limit) {}

    /**
     * @param committedOffset the last offset that this process committed, or -1
     * @param waitingTimestamp of the first record that is neither stored nor committed as a dead letter; without one,
     *     of the record that was completed last; {@link #NO_TIMESTAMP} before the first record
     */
    public record Position(long committedOffset, long waitingTimestamp) {}

    /** A partition that was never assigned to this process. */
    static PartitionCounts unassigned(int partition) {
        return new PartitionCounts(
                partition,
                new Assignment("", false, false, null),
                Counter.Values.of(Map.of()),
                Map.of(),
                Map.of(),
                new Requests(0, 0),
                new Position(-1, NO_TIMESTAMP));
    }

    public long count(Counter counter) {
        return counts.get(counter);
    }

    public boolean owned() {
        return assignment.owned();
    }

    public boolean paused() {
        return assignment.paused();
    }

    public String trouble() {
        return assignment.trouble();
    }

    /** Whether the accounting rule of {@link Counter} holds. */
    public boolean reconciles() {
        return counts.reconcile();
    }

    /** Adds what another thread of this process did with the same partition at another time. */
    PartitionCounts plus(PartitionCounts other) {
        PartitionCounts current = other.isShownInsteadOf(this) ? other : this;
        return new PartitionCounts(
                partition,
                current.assignment,
                counts.plus(other.counts),
                sum(deadLettersByReason, other.deadLettersByReason),
                sum(writtenByCategory, other.writtenByCategory),
                new Requests(requests.inProgress + other.requests.inProgress, current.requests.limit),
                new Position(
                        Math.max(position.committedOffset, other.position.committedOffset),
                        current.position.waitingTimestamp));
    }

    /** A thread that gets a partition while the others stop has done nothing for it. */
    private boolean isShownInsteadOf(PartitionCounts other) {
        return owned() || (!other.owned() && count(Counter.POLLED) > other.count(Counter.POLLED));
    }

    private static <K> Map<K, Long> sum(Map<K, Long> one, Map<K, Long> other) {
        Map<K, Long> sum = new HashMap<>(one);
        other.forEach((key, count) -> sum.merge(key, count, Long::sum));
        return Map.copyOf(sum);
    }

    /** Reports a failed health probe, unless the partition's own writes fail: their reason is more specific. */
    PartitionCounts orIdleTrouble(String idleTrouble) {
        if (idleTrouble == null || trouble() != null || !owned()) {
            return this;
        }
        Assignment troubled = new Assignment(assignment.thread, true, assignment.paused, idleTrouble);
        return new PartitionCounts(
                partition, troubled, counts, deadLettersByReason, writtenByCategory, requests, position);
    }
}
