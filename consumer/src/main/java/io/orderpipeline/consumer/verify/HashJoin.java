package io.orderpipeline.consumer.verify;

import java.util.List;

/**
 * Joins expected and found entries by key, one bucket at a time. A bucket that is too large for memory is split first,
 * because its size is not known beforehand: a table may hold years beside a topic that holds a week. One thread.
 */
final class HashJoin {

    /** Receives every key once. */
    @FunctionalInterface
    interface Matcher {
        /**
         * @param expected by ascending position; one of the two lists may be empty
         * @param found by ascending position
         */
        void match(List<JoinEntry> expected, List<JoinEntry> found);
    }

    /** In memory at a time, both sides together: about 30 MB. */
    static final int MAX_ENTRIES = 200_000;

    private static final int PARTS = 16;

    /** Limits the splitting, because entries of one key stay together. */
    private static final int MAX_LEVEL = 6;

    private final Matcher matcher;
    private final Runnable progress;
    private final int maxEntries;

    private HashJoin(Matcher matcher, Runnable progress, int maxEntries) {
        this.matcher = matcher;
        this.progress = progress;
        this.maxEntries = maxEntries;
    }

    /**
     * @param expected with as many buckets as {@code found}
     * @param progress run before each bucket
     */
    static void join(SpillFiles expected, SpillFiles found, Matcher matcher, Runnable progress) {
        join(expected, found, matcher, progress, MAX_ENTRIES);
    }

    /** @param maxEntries in memory at a time */
    static void join(SpillFiles expected, SpillFiles found, Matcher matcher, Runnable progress, int maxEntries) {
        new HashJoin(matcher, progress, maxEntries).join(expected, found);
    }

    private void join(SpillFiles expected, SpillFiles found) {
        for (int bucket = 0; bucket < expected.buckets(); bucket++) {
            progress.run();
            if (expected.size(bucket) + found.size(bucket) <= maxEntries || expected.level() == MAX_LEVEL) {
                joinEntries(expected.read(bucket), found.read(bucket));
            } else {
                try (SpillFiles expectedParts = expected.split(bucket, PARTS);
                        SpillFiles foundParts = found.split(bucket, PARTS)) {
                    join(expectedParts, foundParts);
                }
            }
        }
    }

    private void joinEntries(List<JoinEntry> expected, List<JoinEntry> found) {
        KeyGroups expectations = new KeyGroups(expected);
        KeyGroups findings = new KeyGroups(found);
        while (expectations.first() != null || findings.first() != null) {
            JoinEntry key = smaller(expectations.first(), findings.first());
            matcher.match(expectations.take(key), findings.take(key));
        }
    }

    private static JoinEntry smaller(JoinEntry a, JoinEntry b) {
        if (a == null || b == null) {
            return a == null ? b : a;
        }
        return JoinEntry.BY_KEY.compare(a, b) <= 0 ? a : b;
    }

    /** Sorted entries, taken one key at a time. */
    private static final class KeyGroups {

        private final List<JoinEntry> entries;
        private int next;

        KeyGroups(List<JoinEntry> entries) {
            entries.sort(JoinEntry.BY_KEY);
            this.entries = entries;
        }

        /** Null at the end. */
        JoinEntry first() {
            return next < entries.size() ? entries.get(next) : null;
        }

        List<JoinEntry> take(JoinEntry key) {
            int from = next;
            while (next < entries.size() && entries.get(next).hasKeyOf(key)) {
                next++;
            }
            return entries.subList(from, next);
        }
    }
}
