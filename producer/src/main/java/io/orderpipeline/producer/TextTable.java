package io.orderpipeline.producer;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Rows of cells in aligned columns: the first column to the left, numbers and the rest to the right. One thread. */
final class TextTable {

    private static final String GAP = "  ";

    private final List<String[]> rows = new ArrayList<>();
    private final int columns;

    TextTable(String... headings) {
        columns = headings.length;
        rows.add(headings);
    }

    void add(String... cells) {
        if (cells.length != columns) {
            throw new IllegalArgumentException(cells.length + " cells in a table of " + columns + " columns");
        }
        rows.add(cells);
    }

    List<String> lines() {
        int[] widths = IntStream.range(0, columns)
                .map(column -> rows.stream()
                        .mapToInt(row -> row[column].length())
                        .max()
                        .orElse(0))
                .toArray();
        return rows.stream().map(row -> line(row, widths)).toList();
    }

    private String line(String[] row, int[] widths) {
        return IntStream.range(0, columns)
                .mapToObj(column -> column == 0
                        ? row[0] + " ".repeat(widths[0] - row[0].length())
                        : " ".repeat(widths[column] - row[column].length()) + row[column])
                .collect(Collectors.joining(GAP));
    }
}
