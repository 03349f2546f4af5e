package io.orderpipeline.common.cli;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;

/** Numbers of partitions as short text: a topic may have hundreds. */
public final class NumberRanges {

    private static final int MOST_PARTS = 12;

    private NumberRanges() {}

    /** As in {@code 0-3, 7, 9-12}, in ascending order, and with dots at the end when there are many ranges. */
    public static String of(Collection<Integer> numbers) {
        List<String> parts = new ArrayList<>();
        TreeSet<Integer> left = new TreeSet<>(numbers);
        while (!left.isEmpty() && parts.size() < MOST_PARTS) {
            int first = left.pollFirst();
            int last = first;
            while (left.remove(last + 1)) {
                last++;
            }
            parts.add(first == last ? Integer.toString(first) : first + (last == first + 1 ? ", " : "-") + last);
        }
        if (!left.isEmpty()) {
            parts.add("...");
        }
        return String.join(", ", parts);
    }
}
