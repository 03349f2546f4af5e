package io.orderpipeline.consumer.verify;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/** Brings together what was expected and what was found under the same key, a bucket at a time. One thread. */
final class BucketJoin {

    /** Is given every key there is, once. */
    @FunctionalInterface
    interface Judge {
        /**
         * @param expected by ascending position; one of the two lists may be empty
         * @param found by ascending position
         */
        void judge(List<Entry> expected, List<Entry> found);
    }

    private BucketJoin() {}

    /**
     * @param expected with as many buckets as {@code found}
     * @param pulse run before each bucket
     */
    static void join(Spill expected, Spill found, Judge judge, Runnable pulse) {
        for (int bucket = 0; bucket < expected.buckets(); bucket++) {
            pulse.run();
            Groups expectations = new Groups(expected.read(bucket));
            Groups findings = new Groups(found.read(bucket));
            while (expectations.first != null || findings.first != null) {
                Entry key = smaller(expectations.first, findings.first);
                judge.judge(expectations.take(key), findings.take(key));
            }
        }
    }

    private static Entry smaller(Entry a, Entry b) {
        if (a == null || b == null) {
            return a == null ? b : a;
        }
        return Entry.BY_KEY.compare(a, b) <= 0 ? a : b;
    }

    /** Sorted entries, of which those of one key are taken at a time. */
    private static final class Groups {

        private final Iterator<Entry> entries;
        private Entry first;

        Groups(List<Entry> entries) {
            entries.sort(Entry.BY_KEY);
            this.entries = entries.iterator();
            advance();
        }

        private void advance() {
            first = entries.hasNext() ? entries.next() : null;
        }

        List<Entry> take(Entry key) {
            if (first == null || !first.hasKeyOf(key)) {
                return List.of();
            }
            List<Entry> group = new ArrayList<>(1);
            while (first != null && first.hasKeyOf(key)) {
                group.add(first);
                advance();
            }
            return group;
        }
    }
}
