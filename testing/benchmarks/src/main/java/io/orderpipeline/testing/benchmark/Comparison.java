package io.orderpipeline.testing.benchmark;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The results of all rounds of one benchmark, with medians and ratios.
 *
 * @param about description, one line
 * @param contenders names in the order of a round
 * @param references names of contenders that the others are compared with
 */
record Comparison(String name, String about, List<String> contenders, List<String> references, List<Round> rounds) {

    /** A program that takes part in a benchmark. */
    record Contender(String name, Trial trial) {}

    /** Runs a contender once. */
    @FunctionalInterface
    interface Trial {

        /** @param run a unique name for topics, groups, keyspaces and files: lower-case letters, digits and _ */
        Map<Figure, Double> run(String run);
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
        references = List.copyOf(references);
        rounds = List.copyOf(rounds);
    }

    /** The lines of a table for people: one for each contender, then one for each ratio. */
    List<String> table() {
        return new ComparisonTable(this).lines();
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
