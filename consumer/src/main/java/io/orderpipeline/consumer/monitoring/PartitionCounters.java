package io.orderpipeline.consumer.monitoring;

import io.orderpipeline.common.order.InvalidReason;
import java.time.InstantSource;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * Counts and times what one poll thread does with the records of one partition. Only that thread may call it, except
 * for {@link #snapshot()}, which any thread may call, and {@link #takeInto}, which one other thread may call.
 */
public final class PartitionCounters {

    /** Further categories are counted together, so that memory is bounded whatever other producers send. */
    static final int CATEGORIES = 100;

    static final String OTHER_CATEGORIES = "(other)";

    private final int partition;
    private final String thread;
    private final InstantSource clock;
    private final long[] counts = new long[Counter.values().length];
    /** Arrays of one element, so that counting an order allocates nothing. */
    private final Map<String, long[]> writtenByCategory = new HashMap<>();

    private final Map<InvalidReason, Long> deadLettersByReason = new EnumMap<>(InvalidReason.class);
    private final LatencyRecorder writeMicros = new LatencyRecorder(LatencyRecorder.Sample.LONGEST_WRITE_MICROS);
    private final LatencyRecorder endToEndMillis =
            new LatencyRecorder(LatencyRecorder.Sample.LONGEST_END_TO_END_MILLIS);
    private boolean owned;
    private boolean paused;
    private String trouble;
    private int requests;
    private int requestLimit;
    private long acknowledgedAt;
    private long waitingTimestamp = PartitionCounts.NO_TIMESTAMP;
    private long committedOffset = -1;
    private volatile PartitionCounts published;

    PartitionCounters(int partition, String thread, InstantSource clock) {
        this.partition = partition;
        this.thread = thread;
        this.clock = clock;
        publish();
    }

    /** Whether fetching is paused until more of the polled records are stored. */
    public void paused(boolean isPaused) {
        paused = isPaused;
    }

    /** Whether the partition is assigned to the thread. */
    public void owned(boolean isOwned) {
        owned = isOwned;
    }

    public void polled() {
        add(Counter.POLLED, 1);
    }

    /**
     * Counts a request that Cassandra acknowledged; call it before {@link #written} for the orders of the request.
     *
     * @param nanos from sending the request to its response
     */
    public void batchWritten(long nanos) {
        add(Counter.BATCHES, 1);
        writeMicros.record(TimeUnit.NANOSECONDS.toMicros(nanos));
        acknowledgedAt = clock.millis();
    }

    /** @param timestamp of the order's record, in milliseconds since 1970 */
    public void written(String category, long timestamp) {
        add(Counter.WRITTEN, 1);
        endToEndMillis.record(acknowledgedAt - timestamp);
        long[] count = writtenByCategory.get(category);
        if (count == null) {
            String counted = writtenByCategory.size() < CATEGORIES ? category : OTHER_CATEGORIES;
            count = writtenByCategory.computeIfAbsent(counted, key -> new long[1]);
        }
        count[0]++;
    }

    /** Counts a dead letter whose transaction is committed, together with the offset after the record. */
    public void deadLettered(InvalidReason reason) {
        add(Counter.DEAD_LETTERED, 1);
        deadLettersByReason.merge(reason, 1L, Long::sum);
    }

    public void retried() {
        add(Counter.RETRIES, 1);
    }

    public void handedBack(int records) {
        add(Counter.HANDED_BACK, records);
    }

    /** @param notStored how many of them have no column of their name and a matching type */
    public void extraFields(int fields, int notStored) {
        add(Counter.EXTRA_FIELDS, fields);
        add(Counter.EXTRA_FIELDS_NOT_STORED, notStored);
    }

    public void committed(long offset) {
        committedOffset = offset;
    }

    /** @param timestamp as in {@link PartitionCounts.Position} */
    public void waitingSince(long timestamp) {
        waitingTimestamp = timestamp;
    }

    /** @param reason why writes fail; null when they succeed */
    public void trouble(String reason) {
        trouble = reason;
    }

    /** @param records as counted by the offset tracker, so that the accounting rule compares independent counts */
    public void inFlight(int records) {
        counts[Counter.IN_FLIGHT.index()] = records;
    }

    /**
     * @param inProgress requests to Cassandra that have no response yet
     * @param limit how many requests the adaptive limit allows
     */
    public void requests(int inProgress, int limit) {
        requests = inProgress;
        requestLimit = limit;
    }

    private void add(Counter counter, int count) {
        counts[counter.index()] += count;
    }

    /** Makes the counts visible to other threads. */
    public void publish() {
        published = new PartitionCounts(
                partition,
                new PartitionCounts.Assignment(thread, owned, paused, trouble),
                new Counter.Values(counts),
                Collections.unmodifiableMap(new EnumMap<>(deadLettersByReason)),
                writtenByCategory.entrySet().stream()
                        .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, entry -> entry.getValue()[0])),
                new PartitionCounts.Requests(requests, requestLimit),
                new PartitionCounts.Position(committedOffset, waitingTimestamp));
    }

    int partition() {
        return partition;
    }

    PartitionCounts snapshot() {
        return published;
    }

    /** Adds the durations measured since the last call. */
    void takeInto(LatencyRecorder.Sample sum) {
        writeMicros.takeInto(sum.write());
        endToEndMillis.takeInto(sum.endToEnd());
    }
}
