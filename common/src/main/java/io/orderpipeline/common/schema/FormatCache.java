package io.orderpipeline.common.schema;

import io.orderpipeline.common.schema.SchemaFormats.Lookup;
import java.util.Comparator;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A map that is bounded by the number of its entries and by the size of their schemas, and evicts the least recently
 * used ones. Any thread may read, without a lock; one at a time may
 * write. Time passes with each insertion, so that a read seldom writes to memory that threads share.
 */
final class FormatCache {

    private static final class Entry {
        private final Lookup lookup;
        private final int characters;
        private volatile long lastUsed;

        private Entry(Lookup lookup, int characters, long lastUsed) {
            this.lookup = lookup;
            this.characters = characters;
            this.lastUsed = lastUsed;
        }
    }

    private final int mostEntries;
    private final long mostCharacters;
    private final Map<SchemaId, Entry> entries = new ConcurrentHashMap<>();
    private volatile long insertions;

    /** Of all schemas; used by the writer. */
    private long characters;

    /** @param mostCharacters of all schemas together; one schema may have more, which then is the only entry */
    FormatCache(int mostEntries, long mostCharacters) {
        this.mostEntries = mostEntries;
        this.mostCharacters = mostCharacters;
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

    /** @param size characters of the schema that the lookup was made from */
    void put(SchemaId id, Lookup lookup, int size) {
        while (!entries.isEmpty() && (entries.size() >= mostEntries || characters + size > mostCharacters)) {
            evictOldest();
        }
        long now = insertions + 1;
        Entry former = entries.put(id, new Entry(lookup, size, now));
        characters += size - (former == null ? 0 : former.characters);
        insertions = now;
    }

    private void evictOldest() {
        entries.entrySet().stream()
                .min(Comparator.comparingLong(entry -> entry.getValue().lastUsed))
                .map(Map.Entry::getKey)
                .map(entries::remove)
                .ifPresent(evicted -> characters -= evicted.characters);
    }
}
