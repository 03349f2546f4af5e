package io.orderpipeline.consumer.monitoring;

import io.orderpipeline.common.order.InvalidReason;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;

/**
 * What one partition's counters showed at one moment. Immutable.
 *
 * <p>The accounting rule: {@code polled = written + dead-lettered + inFlight + handedBack}, at any moment.
 *
 * @param thread that has the partition, or had it
 * @param owned whether a thread of this process has the partition now
 * @param paused whether polling leaves the partition alone until more of it is stored
 * @param polled records taken from Kafka by this process, repeats included
 * @param written rows that Cassandra acknowledged
 * @param deadLettersByReason records that are in the dead-letter topic
 * @param inFlight taken and neither acknowledged nor handed back, counted on its own and not from the others
 * @param requests to Cassandra under way
 * @param requestLimit how many of them may be under way at a time, as the database takes them
 * @param handedBack given up unacknowledged when the partition went away; whoever has it next reads them again
 * @param retries batches sent again
 * @param batches requests that Cassandra acknowledged
 * @param extraFields fields in valid orders that an order does not have
 * @param extraFieldsNotStored those of them that the table has no column for, or none that they fit
 * @param committedOffset the last offset committed by this process, or -1
 * @param acknowledgedTimestamp of the record whose order was stored last, or {@link #NO_TIMESTAMP}
 * @param trouble why writing is held up, or null
 * @param writtenByCategory rows written, by the order's category
 */
public record PartitionCounts(
        int partition,
        String thread,
        boolean owned,
        boolean paused,
        long polled,
        long written,
        Map<InvalidReason, Long> deadLettersByReason,
        long inFlight,
        int requests,
        int requestLimit,
        long handedBack,
        long retries,
        long batches,
        long extraFields,
        long extraFieldsNotStored,
        long committedOffset,
        long acknowledgedTimestamp,
        String trouble,
        Map<String, Long> writtenByCategory) {

    public static final long NO_TIMESTAMP = -1;

    /** Of a partition that no thread of this process has had. */
    public static PartitionCounts untouched(int partition) {
        return new PartitionCounts(
                partition, "", false, false, 0, 0, Map.of(), 0, 0, 0, 0, 0, 0, 0, 0, -1, NO_TIMESTAMP, null, Map.of());
    }

    public long deadLettered() {
        return deadLettersByReason.values().stream().mapToLong(Long::longValue).sum();
    }

    /** This and what another thread of this process did with the same partition, at another time. */
    PartitionCounts plus(PartitionCounts other) {
        Map<String, Long> byCategory = new HashMap<>(writtenByCategory);
        other.writtenByCategory.forEach((category, count) -> byCategory.merge(category, count, Long::sum));
        Map<InvalidReason, Long> byReason = new EnumMap<>(InvalidReason.class);
        byReason.putAll(deadLettersByReason);
        other.deadLettersByReason.forEach((reason, count) -> byReason.merge(reason, count, Long::sum));
        PartitionCounts present = other.owned ? other : this;
        return new PartitionCounts(
                partition,
                present.thread,
                present.owned,
                present.paused,
                polled + other.polled,
                written + other.written,
                Map.copyOf(byReason),
                inFlight + other.inFlight,
                requests + other.requests,
                present.requestLimit,
                handedBack + other.handedBack,
                retries + other.retries,
                batches + other.batches,
                extraFields + other.extraFields,
                extraFieldsNotStored + other.extraFieldsNotStored,
                Math.max(committedOffset, other.committedOffset),
                present.acknowledgedTimestamp,
                present.trouble,
                Map.copyOf(byCategory));
    }

    /** What the partition has found out itself goes first. */
    PartitionCounts orIdleTrouble(String idleTrouble) {
        return idleTrouble == null || trouble != null || !owned ? this : withTrouble(idleTrouble);
    }

    private PartitionCounts withTrouble(String other) {
        return new PartitionCounts(
                partition,
                thread,
                owned,
                paused,
                polled,
                written,
                deadLettersByReason,
                inFlight,
                requests,
                requestLimit,
                handedBack,
                retries,
                batches,
                extraFields,
                extraFieldsNotStored,
                committedOffset,
                acknowledgedTimestamp,
                other,
                writtenByCategory);
    }

    public boolean reconciles() {
        return polled == written + deadLettered() + inFlight + handedBack;
    }
}
