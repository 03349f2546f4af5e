package io.orderpipeline.consumer.lookup;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * The records found of each order, by partition and offset. Keeps the newest of each order, because these decide, and
 * first those that are certainly of it; the others are counted. Safe for use by several threads.
 */
final class FoundRecords {

    /** Of one order; decoded, each has up to 32 KiB. */
    static final int MOST = 50;

    private static final Comparator<FoundRecord> BY_POSITION =
            Comparator.comparingInt(FoundRecord::partition).thenComparingLong(FoundRecord::offset);

    private static final Comparator<FoundRecord> BY_WEIGHT = Comparator.comparing(FoundRecord::isCertain)
            .thenComparing(FoundRecord::time)
            .thenComparing(BY_POSITION);

    private final Map<String, TreeSet<FoundRecord>> byId = new HashMap<>();
    private final Map<String, Long> dropped = new HashMap<>();

    /** Does nothing for a record that is there already. */
    synchronized void add(String id, FoundRecord record) {
        TreeSet<FoundRecord> records = byId.computeIfAbsent(id, none -> new TreeSet<>(BY_POSITION));
        records.add(record);
        if (records.size() > MOST) {
            records.remove(records.stream().min(BY_WEIGHT).orElseThrow());
            dropped.merge(id, 1L, Long::sum);
        }
    }

    synchronized boolean has(String id) {
        return byId.containsKey(id);
    }

    /** By partition and offset. */
    synchronized List<FoundRecord> of(String id) {
        return new ArrayList<>(byId.getOrDefault(id, new TreeSet<>(BY_POSITION)));
    }

    /** The number of older records that were not kept. */
    synchronized long dropped(String id) {
        return dropped.getOrDefault(id, 0L);
    }
}
