package io.orderpipeline.testing.benchmark.measure;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * All rounds of one benchmark, and what follows from them.
 *
 * @param about what was done, one line
 * @param contenders names, in the order in which they took turns
 * @param references those of them that the others are compared with
 */
public record Comparison(
        String name, String about, List<String> contenders, List<String> references, List<Round> rounds) {

    public Comparison {
        contenders = List.copyOf(contenders);
        references = List.copyOf(references);
        rounds = List.copyOf(rounds);
    }

    /** Those that at least one round has, in their own order. */
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
     * The contender's figure as a multiple of the reference's, for each round in which both have it: what slows the
     * machine for a while slows both of a round, and falls out.
     */
    Optional<Summary> ratio(String contender, String reference, Figure figure) {
        return summary(of(contender).map(round -> ratio(round, reference, figure)));
    }

    private Double ratio(Round round, String reference, Figure figure) {
        Double mine = round.figures().get(figure);
        return of(reference)
                .filter(other -> other.number() == round.number())
                .map(other -> other.figures().get(figure))
                .filter(theirs -> mine != null && theirs != null && theirs != 0)
                .map(theirs -> mine / theirs)
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
