package io.orderpipeline.consumer.observe;

import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Counts what one thread does with one partition's records. Only that thread calls it, but for {@link #snapshot()},
 * which any thread may call and which shows what was published last.
 */
public final class PartitionCounters {

    /** Beyond these, categories of other makers' orders are counted together: memory stays bounded. */
    static final int CATEGORIES = 100;

    static final String OTHER_CATEGORIES = "(other)";

    private final int partition;
    /** Each in an array of one, so that counting an order makes no new number. */
    private final Map<String, long[]> writtenByCategory = new HashMap<>();

    private final String thread;
    private boolean owned;
    private long polled;
    private long written;
    private long deadLettered;
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
    private volatile PartitionSnapshot published;

    PartitionCounters(int partition, String thread) {
        this.partition = partition;
        this.thread = thread;
        publish();
    }

    /** Whether the thread has the partition now. */
    public void owned(boolean isOwned) {
        owned = isOwned;
    }

    public void polled() {
        polled++;
    }

    public void written(String category) {
        written++;
        long[] count = writtenByCategory.get(category);
        if (count == null) {
            String counted = writtenByCategory.size() < CATEGORIES ? category : OTHER_CATEGORIES;
            count = writtenByCategory.computeIfAbsent(counted, key -> new long[1]);
        }
        count[0]++;
    }

    public void batchWritten() {
        batches++;
    }

    public void deadLettered(int records) {
        deadLettered += records;
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
        published = new PartitionSnapshot(
                partition,
                thread,
                owned,
                polled,
                written,
                deadLettered,
                inFlight,
                requests,
                requestLimit,
                handedBack,
                retries,
                batches,
                extraFields,
                extraFieldsNotStored,
                committedOffset,
                trouble,
                writtenByCategory.entrySet().stream()
                        .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, entry -> entry.getValue()[0])));
    }

    PartitionSnapshot snapshot() {
        return published;
    }
}
