package io.orderpipeline.common.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Collectors;
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
 * {@code bootstrap-servers} in the file. A flag is on in the file when its name stands there alone.
 */
final class OptionSources implements IDefaultValueProvider {

    static final String FILE_OPTION = "--options-file";

    /** Of unknown options: a wrong file has many. */
    private static final int MOST_NAMED = 5;

    private static final Logger LOG = LoggerFactory.getLogger(OptionSources.class);

    private final OptionNames names;
    private final String environmentPrefix;
    private final Map<String, String> environment;
    private final Properties file = new Properties();
    private Arguments arguments = Arguments.NONE;
    private Path path;

    /** @param program with all its commands */
    OptionSources(CommandSpec program, String environmentPrefix, Map<String, String> environment) {
        this.names = new OptionNames(program);
        this.environmentPrefix = environmentPrefix;
        this.environment = environment;
    }

    /** An option's value, and the end of an error message about it. */
    private record Setting(String value, String origin) {}

    /**
     * Reads the options file, and remembers which options are on the command line: picocli requests default values
     * before it parses the command line.
     *
     * @return the command line to parse
     * @throws UserError for an invalid command line or file, and for an empty value
     */
    String[] prepare(String... given) {
        arguments = Arguments.of(names, given);
        arguments
                .valueOf(FILE_OPTION)
                .or(() -> Optional.ofNullable(environment.get(variable(FILE_OPTION))))
                .ifPresent(this::readFile);
        names.all().forEach(this::requireValue);
        warnOfUnknownVariables();
        return arguments.toArray();
    }

    private void readFile(String name) {
        UserError.requireUsage(!name.isBlank(), FILE_OPTION + " has an empty value; name a file, or leave it out");
        path = Path.of(name);
        file.putAll(PropertiesFile.read(path, FILE_OPTION));
        requireKnownKeys();
    }

    /** Ignoring a misspelled key would silently leave its option at the default. */
    private void requireKnownKeys() {
        List<String> unknown = file.stringPropertyNames().stream()
                .filter(key -> !names.contains(key))
                .sorted()
                .map(key -> "'" + TextTable.printable(key) + "'" + names.suggestion(key, name -> name))
                .toList();
        UserError.requireUsage(
                unknown.isEmpty(),
                FILE_OPTION + ": " + path + " sets unknown options: "
                        + unknown.stream().limit(MOST_NAMED).collect(Collectors.joining(", "))
                        + (unknown.size() > MOST_NAMED ? " and " + (unknown.size() - MOST_NAMED) + " more" : "")
                        + "; --help lists the options");
    }

    /** picocli would silently use the default. */
    private void requireValue(String name) {
        setting(name)
                .filter(setting -> setting.value().isEmpty() && !arguments.contain("--" + name))
                .ifPresent(empty -> {
                    throw UserError.badUsage(
                            "--" + name + " has an empty value" + empty.origin() + "; give one, or remove it there");
                });
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

    @Override
    public String defaultValue(ArgSpec argument) {
        return argument instanceof OptionSpec option && !arguments.contain(option)
                ? setting(OptionNames.of(option.longestName()))
                        .map(Setting::value)
                        .orElse(null)
                : null;
    }

    /** Without the command line. */
    private Optional<Setting> setting(String name) {
        String variable = variable(name);
        if (environment.containsKey(variable)) {
            return Optional.of(
                    new Setting(environment.get(variable).strip(), ", from the environment variable " + variable));
        }
        return Optional.ofNullable(file.getProperty(name))
                .map(String::strip)
                .map(value -> value.isEmpty() && names.isFlag(name) ? "true" : value)
                .map(value -> new Setting(value, ", from the options file " + path));
    }

    /** The source of an invalid value that is not from the command line, for the end of an error message. */
    static String origin(ParameterException e) {
        return e.getArgSpec() instanceof OptionSpec option
                        && e.getCommandLine().getDefaultValueProvider() instanceof OptionSources sources
                        && !sources.arguments.contain(option)
                ? sources.setting(OptionNames.of(option.longestName()))
                        .map(Setting::origin)
                        .orElse("")
                : "";
    }

    private String variable(String option) {
        return environmentPrefix + "_"
                + OptionNames.of(option).toUpperCase(Locale.ROOT).replace('-', '_');
    }
}
