package io.orderpipeline.localstack.cli;

import com.datastax.oss.driver.api.core.cql.ResultSet;
import com.datastax.oss.driver.api.core.cql.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The first rows of an answer as text in columns.
 *
 * @param rows the column names first
 * @param more whether further rows were left out
 */
record RowTable(List<List<String>> rows, boolean more) {

    static RowTable of(ResultSet answer, int limit) {
        List<String> names = new ArrayList<>();
        answer.getColumnDefinitions()
                .forEach(column -> names.add(column.getName().asInternal()));
        List<List<String>> rows = new ArrayList<>(List.of(names));
        for (Row row : answer) {
            if (rows.size() > limit) {
                return new RowTable(rows, true);
            }
            rows.add(IntStream.range(0, row.size())
                    .mapToObj(column -> String.valueOf(row.getObject(column)))
                    .toList());
        }
        return new RowTable(rows, false);
    }

    /** None for a statement that has no answer. */
    List<String> lines() {
        if (rows.get(0).isEmpty()) {
            return List.of();
        }
        List<Integer> widths =
                IntStream.range(0, rows.get(0).size()).mapToObj(this::width).toList();
        int count = rows.size() - 1;
        String end = more
                ? "and more: a WHERE or LIMIT in the statement says which"
                : count + (count == 1 ? " row" : " rows");
        return Stream.concat(rows.stream().map(row -> line(row, widths)), Stream.of(end))
                .toList();
    }

    private int width(int column) {
        return rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0);
    }

    private static String line(List<String> row, List<Integer> widths) {
        StringBuilder line = new StringBuilder();
        for (int column = 0; column < row.size(); column++) {
            String text = row.get(column);
            line.append(text).append(" ".repeat(widths.get(column) - text.length() + 2));
        }
        return line.toString().stripTrailing();
    }
}
