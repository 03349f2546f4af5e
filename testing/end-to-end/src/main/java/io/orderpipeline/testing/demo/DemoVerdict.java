package io.orderpipeline.testing.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;

/**
 * Whether every order arrived.
 *
 * @param acknowledged orders that the broker has confirmed, as the producer counted
 * @param records in the topic, as the broker counts
 * @param rows in the table by partition, as counted by reading it
 * @param exitCodes of the programs by name, those that should have been 0
 */
record DemoVerdict(
        long acknowledged, long records, SortedMap<Integer, Long> rows, SortedMap<String, Integer> exitCodes) {

    boolean isGood() {
        return exitCodes.values().stream().allMatch(code -> code == 0)
                && acknowledged == records
                && acknowledged == totalRows();
    }

    List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add("produced and acknowledged: " + grouped(acknowledged));
        lines.add("records in the topic:      " + grouped(records));
        lines.add("rows in the table:         " + grouped(totalRows()) + ", counted by reading every one");
        rows.forEach((partition, count) -> lines.add(
                "  partition %d: %s, %.1f %%".formatted(partition, grouped(count), 100.0 * count / totalRows())));
        exitCodes.entrySet().stream()
                .filter(program -> program.getValue() != 0)
                .forEach(program -> lines.add("the %s ended with exit code %d: see what it says above"
                        .formatted(program.getKey(), program.getValue())));
        lines.add(isGood() ? "Every order that was acknowledged is one row." : "THIS DOES NOT ADD UP.");
        return lines;
    }

    private long totalRows() {
        return rows.values().stream().mapToLong(Long::longValue).sum();
    }

    private static String grouped(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }
}
