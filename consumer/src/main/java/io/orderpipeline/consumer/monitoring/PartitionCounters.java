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
 * Counts what one thread does with one partition's records, and measures how long it takes. Only that thread calls it,
 * but for {@link #snapshot()}, which any thread may call and which shows what was published last, and
 * {@link #takeInto}, which is for one observer.
 */
public final class PartitionCounters {

    /** Beyond these, categories of other makers' orders are counted together: memory stays bounded. */
    static final int CATEGORIES = 100;

    static final String OTHER_CATEGORIES = "(other)";

    private final int partition;
    /** Each in an array of one, so that counting an order makes no new number. */
    private final Map<String, long[]> writtenByCategory = new HashMap<>();

    private final Map<InvalidReason, Long> deadLettersByReason = new EnumMap<>(InvalidReason.class);
    private final LatencyRecorder writeMicros = new LatencyRecorder(LatencySample.LONGEST_WRITE_MICROS);
    private final LatencyRecorder endToEndMillis = new LatencyRecorder(LatencySample.LONGEST_END_TO_END_MILLIS);

    private final String thread;
    private final InstantSource clock;
    private boolean owned;
    private boolean paused;
    private long polled;
    private long written;
    private long acknowledgedAt;
    private long acknowledgedTimestamp = PartitionCounts.NO_TIMESTAMP;
    private long inFlight;
    private int requests;
    private int requestLimit;
    private long handedBack;
    private long retries;
    private long batches;
    private long extraFields;
    private long extraFieldsNotStored;
    private long committedOffset = -1;
    private String trouble;
    private volatile PartitionCounts published;

    PartitionCounters(int partition, String thread, InstantSource clock) {
        this.partition = partition;
        this.thread = thread;
        this.clock = clock;
        publish();
    }

    /** Whether polling leaves the partition alone until more of it is stored. */
    public void paused(boolean isPaused) {
        paused = isPaused;
    }

    /** Whether the thread has the partition now. */
    public void owned(boolean isOwned) {
        owned = isOwned;
    }

    public void polled() {
        polled++;
    }

    /**
     * Cassandra has acknowledged a request, and with it the orders that are counted next.
     *
     * @param nanos from its start to the answer
     */
    public void batchWritten(long nanos) {
        batches++;
        writeMicros.record(TimeUnit.NANOSECONDS.toMicros(nanos));
        acknowledgedAt = clock.millis();
    }

    /** @param timestamp of the order's record, in milliseconds since 1970 */
    public void written(String category, long timestamp) {
        written++;
        acknowledgedTimestamp = timestamp;
        endToEndMillis.record(acknowledgedAt - timestamp);
        long[] count = writtenByCategory.get(category);
        if (count == null) {
            String counted = writtenByCategory.size() < CATEGORIES ? category : OTHER_CATEGORIES;
            count = writtenByCategory.computeIfAbsent(counted, key -> new long[1]);
        }
        count[0]++;
    }

    /** The dead letter is in its topic, and the offset past it is committed. */
    public void deadLettered(InvalidReason reason) {
        deadLettersByReason.merge(reason, 1L, Long::sum);
    }

    public void retried() {
        retries++;
    }

    public void handedBack(int records) {
        handedBack += records;
    }

    /** @param notStored how many of them have no column, or do not fit it */
    public void extraFields(int fields, int notStored) {
        extraFields += fields;
        extraFieldsNotStored += notStored;
    }

    public void committed(long offset) {
        committedOffset = offset;
    }

    /** @param reason null when writing goes well */
    public void trouble(String reason) {
        trouble = reason;
    }

    /** @param records as counted by the ledger, so that the accounting rule compares two counts and not one with itself */
    public void inFlight(int records) {
        inFlight = records;
    }

    /**
     * @param underWay requests to Cassandra now
     * @param limit of them, as the database takes them
     */
    public void requests(int underWay, int limit) {
        requests = underWay;
        requestLimit = limit;
    }

    /** Makes the counts visible to other threads. */
    public void publish() {
        published = new PartitionCounts(
                partition,
                thread,
                owned,
                paused,
                polled,
                written,
                Collections.unmodifiableMap(new EnumMap<>(deadLettersByReason)),
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
                trouble,
                writtenByCategory.entrySet().stream()
                        .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, entry -> entry.getValue()[0])));
    }

    int partition() {
        return partition;
    }

    PartitionCounts snapshot() {
        return published;
    }

    /** Adds the durations measured since the last time. */
    void takeInto(LatencySample sum) {
        writeMicros.takeInto(sum.write());
        endToEndMillis.takeInto(sum.endToEnd());
    }
}
