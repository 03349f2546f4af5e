package io.orderpipeline.common.cli;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;

/**
 * Provides the values of options that are not on the command line, from the environment, then from the options file.
 * {@code --bootstrap-servers} is {@code ORDER_CONSUMER_BOOTSTRAP_SERVERS} in the consumer's environment and
 * {@code bootstrap-servers} in the file.
 */
final class OptionSources implements IDefaultValueProvider {

    static final String FILE_OPTION = "--options-file";

    private static final Logger LOG = LoggerFactory.getLogger(OptionSources.class);

    private final String environmentPrefix;
    private final Map<String, String> environment;
    private final Properties file = new Properties();
    private final OptionNames names = new OptionNames();
    private final Set<String> repeatable = new HashSet<>();
    private final Set<String> lists = new HashSet<>();
    private List<String> arguments = List.of();
    private Path path;

    OptionSources(String environmentPrefix, Map<String, String> environment) {
        this.environmentPrefix = environmentPrefix;
        this.environment = environment;
    }

    void register(CommandSpec command) {
        names.add(command);
        allowRepetition(command);
    }

    /** Options with several values may be repeated. */
    private void allowRepetition(CommandSpec command) {
        command.options().stream()
                .filter(option -> ",".equals(option.splitRegex()))
                .forEach(option -> lists.addAll(List.of(option.names())));
        command.options().stream()
                .filter(option -> option.isMultiValue() && option.group() == null)
                .forEach(option -> repeatable.addAll(List.of(option.names())));
        command.subcommands().values().forEach(subcommand -> allowRepetition(subcommand.getCommandSpec()));
    }

    /**
     * Reads the options file, and remembers which options are on the command line: picocli requests default values
     * before it parses the command line.
     *
     * @return the command line to parse
     */
    String[] prepare(String... given) {
        String[] commandLine = joinLists(List.of(given)).toArray(String[]::new);
        arguments = List.of(commandLine);
        requireOnce(arguments);
        String name = environment.get(variable(FILE_OPTION));
        for (int i = 0; i < commandLine.length; i++) {
            if (commandLine[i].startsWith(FILE_OPTION + "=")) {
                name = commandLine[i].substring(FILE_OPTION.length() + 1);
            } else if (commandLine[i].equals(FILE_OPTION) && i + 1 < commandLine.length) {
                name = commandLine[i + 1];
            }
        }
        if (name != null) {
            path = Path.of(name);
            file.putAll(PropertiesFile.read(path, FILE_OPTION));
            requireKnownKeys();
        }
        warnOfUnknownVariables();
        return commandLine;
    }

    /** One value for each option that takes a list, however it was divided: repeated, or with spaces after commas. */
    private List<String> joinLists(List<String> given) {
        Map<String, Integer> positions = new HashMap<>();
        List<String> joined = new ArrayList<>();
        Deque<String> rest = new ArrayDeque<>(given);
        while (!rest.isEmpty()) {
            String argument = rest.remove();
            String[] option = argument.split("=", 2);
            if (!lists.contains(option[0]) || (option.length == 1 && rest.isEmpty())) {
                joined.add(argument);
                continue;
            }
            String value = list(option.length == 2 ? option[1] : rest.remove(), rest);
            Integer first = positions.putIfAbsent(option[0], joined.size());
            if (first == null) {
                joined.add(option[0] + "=" + value);
            } else {
                joined.set(first, joined.get(first) + "," + value);
            }
        }
        return joined;
    }

    /** The value and the arguments after it that a space after a comma has separated from it. */
    private static String list(String value, Deque<String> rest) {
        return value.endsWith(",") && !rest.isEmpty() && !rest.element().startsWith("-")
                ? value + list(rest.remove(), rest)
                : value;
    }

    /** Ignoring a misspelled key would silently leave its option at the default. */
    private void requireKnownKeys() {
        String unknown = file.stringPropertyNames().stream()
                .filter(key -> !names.contains(key))
                .sorted()
                .map(key -> "'" + key + "'" + names.suggestion(key, name -> name))
                .collect(Collectors.joining(", "));
        if (!unknown.isEmpty()) {
            throw UserError.badUsage(
                    FILE_OPTION + ": " + path + " sets unknown options: " + unknown + "; --help lists the options");
        }
    }

    /** Not an error: other tools may use variables with the same prefix. */
    private void warnOfUnknownVariables() {
        environment.keySet().stream()
                .filter(variable -> variable.startsWith(environmentPrefix + "_"))
                .filter(variable -> !variable.equals(variable(FILE_OPTION)))
                .filter(variable -> !names.contains(optionName(variable)))
                .sorted()
                .forEach(variable -> LOG.warn(
                        "The environment variable {} matches no option and is ignored{}",
                        variable,
                        names.suggestion(optionName(variable), this::variable)));
    }

    private String optionName(String variable) {
        return variable.substring(environmentPrefix.length() + 1)
                .toLowerCase(Locale.ROOT)
                .replace('_', '-');
    }

    /** In an option group, picocli would silently start a second group and drop the first value. */
    private void requireOnce(List<String> arguments) {
        Set<String> seen = new HashSet<>();
        for (String argument : arguments) {
            String name = argument.split("=", 2)[0];
            if (name.startsWith("--") && !seen.add(name) && !repeatable.contains(name)) {
                throw UserError.badUsage(name + " is given twice; give it once");
            }
        }
    }

    @Override
    public String defaultValue(ArgSpec argument) {
        if (!(argument instanceof OptionSpec option) || isOnCommandLine(option)) {
            return null;
        }
        String value = environment.get(variable(option.longestName()));
        return value != null ? value : file.getProperty(OptionNames.of(option.longestName()));
    }

    /** The source of an invalid value that is not from the command line, for the end of an error message. */
    static String origin(ParameterException e) {
        return e.getArgSpec() instanceof OptionSpec option
                        && e.getCommandLine().getDefaultValueProvider() instanceof OptionSources sources
                ? sources.origin(option)
                : "";
    }

    private String origin(OptionSpec option) {
        if (isOnCommandLine(option)) {
            return "";
        }
        if (environment.containsKey(variable(option.longestName()))) {
            return ", from the environment variable " + variable(option.longestName());
        }
        return file.containsKey(OptionNames.of(option.longestName())) ? ", from the options file " + path : "";
    }

    private boolean isOnCommandLine(OptionSpec option) {
        return Stream.of(option.names()).anyMatch(name -> arguments.stream()
                .anyMatch(argument -> argument.equals(name) || argument.startsWith(name + "=")));
    }

    private String variable(String option) {
        return environmentPrefix + "_"
                + OptionNames.of(option).toUpperCase(Locale.ROOT).replace('-', '_');
    }

    /**
     * The names of all options of a program and its commands, without dashes, which are valid in the environment and in
     * the options file. Suggests similar names: picocli only knows options that begin with the same two letters.
     */
    static final class OptionNames {

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

        /** As {@link SimilarNames#suggestion}. */
        String suggestion(String unknown, UnaryOperator<String> spelling) {
            return SimilarNames.suggestion(names, unknown, spelling);
        }
    }
}
