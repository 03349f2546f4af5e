package io.orderpipeline.common.cli;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toList;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.jline.utils.Levenshtein;

/** Suggests known names for a misspelled one, by edit distance. */
public final class SimilarNames {

    /** A larger distance would match unrelated short names. */
    private static final int LARGEST_DISTANCE = 2;

    private SimilarNames() {}

    /**
     * A suggestion for the end of an error message; empty without a similar name.
     *
     * @param spelling converts a name to the form of the unknown one
     */
    public static String suggestion(Collection<String> names, String unknown, UnaryOperator<String> spelling) {
        TreeMap<Integer, List<String>> byDistance =
                names.stream().collect(groupingBy(name -> distance(unknown, name), TreeMap::new, toList()));
        return byDistance.headMap(LARGEST_DISTANCE, true).values().stream()
                .findFirst()
                .map(nearest -> nearest.stream().map(spelling).collect(joining(" or ", " (did you mean ", "?)")))
                .orElse("");
    }

    /** Without regard to case. */
    private static int distance(String one, String other) {
        return Levenshtein.distance(one.toLowerCase(Locale.ROOT), other.toLowerCase(Locale.ROOT));
    }
}
