package io.orderpipeline.testing.benchmark;

import io.orderpipeline.common.cli.TextTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Stream;

/** Formats a comparison: a line for each contender, then a line for each ratio. */
record ComparisonTable(Comparison comparison) {

    List<String> lines() {
        List<Figure> figures = comparison.figures();
        List<String> headings = new ArrayList<>(List.of(""));
        figures.forEach(figure -> headings.add(figure.heading()));
        TextTable table = new TextTable("l" + "r".repeat(figures.size()), headings.toArray(String[]::new));
        for (String contender : comparison.contenders()) {
            addRow(table, contender, figure -> median(contender, figure));
        }
        for (String reference : comparison.references()) {
            comparedWith(reference)
                    .forEach(contender -> addRow(
                            table, contender + " / " + reference, figure -> ratio(contender, reference, figure)));
        }
        List<String> lines = new ArrayList<>();
        lines.add(comparison.name() + ": " + comparison.about());
        lines.addAll(table.lines("  "));
        return lines;
    }

    /** Two references are compared in one direction only. */
    private Stream<String> comparedWith(String reference) {
        List<String> references = comparison.references();
        List<String> shown = references.subList(0, references.indexOf(reference) + 1);
        return comparison.contenders().stream().filter(contender -> !shown.contains(contender));
    }

    private void addRow(TextTable table, String name, Function<Figure, String> cell) {
        List<String> cells = new ArrayList<>(List.of(name));
        comparison.figures().forEach(figure -> cells.add(cell.apply(figure)));
        table.row(cells.toArray());
    }

    private String median(String contender, Figure figure) {
        return comparison
                .summary(contender, figure)
                .map(summary -> figure.format(summary.median()) + spread(summary))
                .orElse("-");
    }

    private String ratio(String contender, String reference, Figure figure) {
        return comparison
                .ratio(contender, reference, figure)
                .map(summary -> String.format(Locale.ROOT, "%.2f", summary.median()) + spread(summary))
                .orElse("-");
    }

    private static String spread(Summary summary) {
        return summary.values().size() == 1 ? "" : String.format(Locale.ROOT, " \u00b1%2.0f%%", 100 * summary.spread());
    }
}
