package io.orderpipeline.common.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * The options of a program and of all its commands, by their names without dashes, which are also their names in the
 * options file. Suggests similar names: picocli only knows options that begin with the same two letters.
 */
final class OptionNames {

    /** Commands may have different options of one name. */
    private final Map<String, List<OptionSpec>> options = new TreeMap<>();

    OptionNames(CommandSpec program) {
        add(program);
    }

    private void add(CommandSpec command) {
        command.options().stream()
                .filter(option -> !option.usageHelp() && !option.versionHelp())
                .filter(option -> !option.longestName().equals(OptionSources.FILE_OPTION))
                .forEach(option -> options.computeIfAbsent(of(option.longestName()), name -> new ArrayList<>())
                        .add(option));
        command.subcommands().values().forEach(subcommand -> add(subcommand.getCommandSpec()));
    }

    /** @param option with or without dashes */
    static String of(String option) {
        return option.replaceFirst("^--", "");
    }

    Set<String> all() {
        return options.keySet();
    }

    boolean contains(String name) {
        return options.containsKey(name);
    }

    boolean isFlag(String name) {
        return is(name, option -> option.typeInfo().isBoolean());
    }

    /** Whether commas separate values of the option. */
    boolean isList(String name) {
        return is(name, option -> ",".equals(option.splitRegex()));
    }

    /** Whether the option may be given several times. */
    boolean isRepeatable(String name) {
        return is(name, option -> option.isMultiValue() && option.group() == null);
    }

    private boolean is(String name, Predicate<OptionSpec> kind) {
        return options.getOrDefault(name, List.of()).stream().anyMatch(kind);
    }

    /** As {@link SimilarNames#suggestion}. */
    String suggestion(String unknown, UnaryOperator<String> spelling) {
        return SimilarNames.suggestion(options.keySet(), unknown, spelling);
    }
}
