package io.orderpipeline.testing.benchmark;

import io.orderpipeline.common.cli.TextTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The results of all rounds of one benchmark, with medians and ratios.
 *
 * @param contenders names in the order of a round
 * @param ratios to show
 */
record Comparison(String name, String about, List<String> contenders, List<Ratio> ratios, List<Round> rounds) {

    record Contender(String name, Trial trial) {}

    @FunctionalInterface
    interface Trial {

        /** @param run a unique name for topics, groups, keyspaces and files: lower-case letters, digits and _ */
        Map<Figure, Double> run(String run);
    }

    /** A contender as a multiple of another one. */
    record Ratio(String contender, String reference) {

        /** Each contender against each reference; two references in one direction only. */
        static List<Ratio> of(List<String> contenders, List<String> references) {
            List<Ratio> ratios = new ArrayList<>();
            for (int number = 0; number < references.size(); number++) {
                List<String> earlier = references.subList(0, number + 1);
                contenders.stream()
                        .filter(contender -> !earlier.contains(contender))
                        .forEach(contender -> ratios.add(new Ratio(contender, earlier.get(earlier.size() - 1))));
            }
            return ratios;
        }
    }

    /**
     * The measurement of one contender in one round.
     *
     * @param number from 1
     */
    record Round(String contender, int number, Map<Figure, Double> figures) {

        Round {
            figures = Map.copyOf(figures);
        }
    }

    Comparison {
        contenders = List.copyOf(contenders);
        ratios = List.copyOf(ratios);
        rounds = List.copyOf(rounds);
    }

    /** A line for each contender, then a line for each ratio. */
    List<String> table() {
        List<Figure> shown = figures();
        List<String> headings = new ArrayList<>(List.of(""));
        shown.forEach(figure -> headings.add(figure.heading));
        TextTable table = new TextTable("l" + "r".repeat(shown.size()), headings.toArray(String[]::new));
        for (String contender : contenders) {
            addRow(table, contender, figure -> medianText(contender, figure));
        }
        for (Ratio ratio : ratios) {
            addRow(
                    table,
                    ratio.contender() + " / " + ratio.reference(),
                    figure -> ratioText(ratio.contender(), ratio.reference(), figure));
        }
        List<String> lines = new ArrayList<>();
        lines.add(name + ": " + about);
        lines.addAll(table.lines("  "));
        return lines;
    }

    private void addRow(TextTable table, String name, Function<Figure, String> cell) {
        List<String> cells = new ArrayList<>(List.of(name));
        figures().forEach(figure -> cells.add(cell.apply(figure)));
        table.row(cells.toArray());
    }

    private String medianText(String contender, Figure figure) {
        return summary(contender, figure)
                .map(summary -> figure.format(summary.median()) + spread(summary))
                .orElse("-");
    }

    private String ratioText(String contender, String reference, Figure figure) {
        return ratio(contender, reference, figure)
                .map(summary -> String.format(Locale.ROOT, "%.2f", summary.median()) + spread(summary))
                .orElse("-");
    }

    private static String spread(Summary summary) {
        return summary.values().size() == 1 ? "" : String.format(Locale.ROOT, " \u00b1%2.0f%%", 100 * summary.spread());
    }

    /** The figures that at least one round has, in the order of the enum. */
    List<Figure> figures() {
        return Stream.of(Figure.values())
                .filter(figure ->
                        rounds.stream().anyMatch(round -> round.figures().containsKey(figure)))
                .toList();
    }

    /** Empty when no round of the contender has the figure. */
    Optional<Summary> summary(String contender, Figure figure) {
        return summary(of(contender).map(round -> round.figures().get(figure)));
    }

    /**
     * The contender's figure as a multiple of the reference's, for each round in which both have it. Ratios within a
     * round are insensitive to changes of the machine between rounds.
     */
    Optional<Summary> ratio(String contender, String reference, Figure figure) {
        return summary(of(contender).map(round -> ratio(round, reference, figure)));
    }

    private Double ratio(Round round, String reference, Figure figure) {
        Double own = round.figures().get(figure);
        return of(reference)
                .filter(other -> other.number() == round.number())
                .map(other -> other.figures().get(figure))
                .filter(theirs -> own != null && theirs != null && theirs != 0)
                .map(theirs -> own / theirs)
                .findFirst()
                .orElse(null);
    }

    private Stream<Round> of(String contender) {
        return rounds.stream().filter(round -> round.contender().equals(contender));
    }

    private static Optional<Summary> summary(Stream<Double> values) {
        List<Double> present = new ArrayList<>();
        values.filter(value -> value != null).forEach(present::add);
        return present.isEmpty() ? Optional.empty() : Optional.of(new Summary(present));
    }
}
