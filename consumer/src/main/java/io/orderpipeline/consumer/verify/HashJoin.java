package io.orderpipeline.consumer.verify;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/**
 * Brings together what was expected and what was found under the same key, a bucket at a time. One that has more entries
 * than should be in memory becomes smaller ones first, for nobody knows beforehand how much there is: a table may hold the
 * rows of years beside a topic that holds a week. One thread.
 */
final class HashJoin {

    /** Is given every key there is, once. */
    @FunctionalInterface
    interface Judge {
        /**
         * @param expected by ascending position; one of the two lists may be empty
         * @param found by ascending position
         */
        void judge(List<JoinEntry> expected, List<JoinEntry> found);
    }

    /** In memory at a time, on both sides together: about 30 MB. */
    static final int MOST_ENTRIES = 200_000;

    private static final int PARTS = 16;

    /** Entries of one key cannot be parted; more than 16 to this power times as many have one, or nearly so. */
    private static final int DEEPEST = 6;

    private final Judge judge;
    private final Runnable pulse;
    private final int mostEntries;

    private HashJoin(Judge judge, Runnable pulse, int mostEntries) {
        this.judge = judge;
        this.pulse = pulse;
        this.mostEntries = mostEntries;
    }

    /**
     * @param expected with as many buckets as {@code found}
     * @param pulse run before each bucket
     */
    static void join(SpillFiles expected, SpillFiles found, Judge judge, Runnable pulse) {
        join(expected, found, judge, pulse, MOST_ENTRIES);
    }

    /** @param mostEntries to have in memory at a time */
    static void join(SpillFiles expected, SpillFiles found, Judge judge, Runnable pulse, int mostEntries) {
        new HashJoin(judge, pulse, mostEntries).join(expected, found);
    }

    private void join(SpillFiles expected, SpillFiles found) {
        for (int bucket = 0; bucket < expected.buckets(); bucket++) {
            pulse.run();
            if (expected.size(bucket) + found.size(bucket) <= mostEntries || expected.level() == DEEPEST) {
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
        Groups expectations = new Groups(expected);
        Groups findings = new Groups(found);
        while (expectations.first != null || findings.first != null) {
            JoinEntry key = smaller(expectations.first, findings.first);
            judge.judge(expectations.take(key), findings.take(key));
        }
    }

    private static JoinEntry smaller(JoinEntry a, JoinEntry b) {
        if (a == null || b == null) {
            return a == null ? b : a;
        }
        return JoinEntry.BY_KEY.compare(a, b) <= 0 ? a : b;
    }

    /** Sorted entries, of which those of one key are taken at a time. */
    private static final class Groups {

        private final Iterator<JoinEntry> entries;
        private JoinEntry first;

        Groups(List<JoinEntry> entries) {
            entries.sort(JoinEntry.BY_KEY);
            this.entries = entries.iterator();
            advance();
        }

        private void advance() {
            first = entries.hasNext() ? entries.next() : null;
        }

        List<JoinEntry> take(JoinEntry key) {
            if (first == null || !first.hasKeyOf(key)) {
                return List.of();
            }
            List<JoinEntry> group = new ArrayList<>(1);
            while (first != null && first.hasKeyOf(key)) {
                group.add(first);
                advance();
            }
            return group;
        }
    }
}
