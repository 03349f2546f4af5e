package io.orderpipeline.testing.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;

/**
 * Whether every order was stored.
 *
 * @param acknowledged orders that the broker acknowledged to the producer
 * @param records in the topic, from its end offsets
 * @param rows in the table by partition, counted by reading them
 * @param exitCodes by program
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
        lines.add("rows in the table:         " + grouped(totalRows()) + ", counted by reading them");
        rows.forEach((partition, count) -> lines.add(
                "  partition %d: %s, %.1f %%".formatted(partition, grouped(count), 100.0 * count / totalRows())));
        exitCodes.entrySet().stream()
                .filter(program -> program.getValue() != 0)
                .forEach(program -> lines.add("the %s ended with exit code %d: see its output above"
                        .formatted(program.getKey(), program.getValue())));
        lines.add(conclusion());
        return lines;
    }

    private String conclusion() {
        if (acknowledged == 0 && records == 0 && totalRows() == 0) {
            return "No order was produced, and none is stored.";
        }
        return isGood() ? "Every acknowledged order is exactly one row." : "THE COUNTS DIFFER.";
    }

    private long totalRows() {
        return rows.values().stream().mapToLong(Long::longValue).sum();
    }

    private static String grouped(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }
}
