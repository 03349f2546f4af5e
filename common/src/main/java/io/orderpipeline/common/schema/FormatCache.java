package io.orderpipeline.common.schema;

import io.orderpipeline.common.schema.SchemaFormats.Lookup;
import java.util.Comparator;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A bounded map that evicts the least recently used entry. Any thread may read, without a lock; one at a time may
 * write. Time passes with each insertion, so that a read seldom writes to memory that threads share.
 */
final class FormatCache {

    private static final class Entry {
        private final Lookup lookup;
        private volatile long lastUsed;

        private Entry(Lookup lookup, long lastUsed) {
            this.lookup = lookup;
            this.lastUsed = lastUsed;
        }
    }

    private final int capacity;
    private final Map<SchemaId, Entry> entries = new ConcurrentHashMap<>();
    private volatile long insertions;

    FormatCache(int capacity) {
        this.capacity = capacity;
    }

    Lookup getOrDefault(SchemaId id, Lookup otherwise) {
        Entry entry = entries.get(id);
        if (entry == null) {
            return otherwise;
        }
        long now = insertions;
        if (entry.lastUsed != now) {
            entry.lastUsed = now;
        }
        return entry.lookup;
    }

    void put(SchemaId id, Lookup lookup) {
        if (entries.size() >= capacity) {
            entries.entrySet().stream()
                    .min(Comparator.comparingLong(entry -> entry.getValue().lastUsed))
                    .ifPresent(oldest -> entries.remove(oldest.getKey()));
        }
        long now = insertions + 1;
        entries.put(id, new Entry(lookup, now));
        insertions = now;
    }
}
