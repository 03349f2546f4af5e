package io.orderpipeline.common.cli;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toList;

import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.jline.utils.Levenshtein;
import picocli.CommandLine.Model.CommandSpec;

/**
 * The names of all options of a program and its commands, without dashes, which are valid in the environment and in the
 * options file. Suggests names by edit distance: picocli only knows options that begin with the same two letters.
 */
final class OptionNames {

    /** A larger distance would match unrelated short names. */
    private static final int LARGEST_DISTANCE = 2;

    private final Set<String> names = new TreeSet<>();

    void add(CommandSpec command) {
        command.options().stream()
                .filter(option -> !option.usageHelp() && !option.versionHelp())
                .map(option -> of(option.longestName()))
                .filter(name -> !name.equals(of(OptionSources.FILE_OPTION)))
                .forEach(names::add);
        command.subcommands().values().forEach(subcommand -> add(subcommand.getCommandSpec()));
    }

    static String of(String option) {
        return option.replaceFirst("^--", "");
    }

    boolean contains(String name) {
        return names.contains(name);
    }

    /**
     * A suggestion for the end of an error message; empty without a similar name.
     *
     * @param spelling converts a name to the form of the unknown one
     */
    String suggestion(String unknown, UnaryOperator<String> spelling) {
        TreeMap<Integer, List<String>> byDistance =
                names.stream().collect(groupingBy(name -> Levenshtein.distance(unknown, name), TreeMap::new, toList()));
        return byDistance.headMap(LARGEST_DISTANCE, true).values().stream()
                .findFirst()
                .map(nearest -> nearest.stream().map(spelling).collect(joining(" or ", " (did you mean ", "?)")))
                .orElse("");
    }
}
