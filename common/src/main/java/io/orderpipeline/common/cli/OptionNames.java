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
 * The options that may be set elsewhere than on the command line, without their dashes: those of every command of the
 * program, so that one file or environment serves them all.
 */
final class OptionNames {

    /** Two slips of the finger, or the wrong separators in a long name; more would suggest anything for short names. */
    private static final int FARTHEST = 2;

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
     * What may have been meant, for the end of a message; empty when nothing is like it.
     *
     * @param spelling how a name is written where the unknown one was found
     */
    String suggestion(String unknown, UnaryOperator<String> spelling) {
        TreeMap<Integer, List<String>> byDistance =
                names.stream().collect(groupingBy(name -> Levenshtein.distance(unknown, name), TreeMap::new, toList()));
        return byDistance.headMap(FARTHEST, true).values().stream()
                .findFirst()
                .map(nearest -> nearest.stream().map(spelling).collect(joining(" or ", " (did you mean ", "?)")))
                .orElse("");
    }
}
