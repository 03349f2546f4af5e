package io.orderpipeline.common.cli;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.TypeConversionException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Converts picocli's errors to one line in the style of {@link UserError}: where, what, what to do. */
final class UsageMessage {

    private static final String HELP = "; --help lists the options";

    private UsageMessage() {}

    static String of(ParameterException e) {
        if (e instanceof UnmatchedArgumentException unmatched) {
            return unknown(e.getCommandLine().getCommandSpec(), unmatched.getUnmatched());
        }
        if (e instanceof MissingParameterException missing
                && !missing.getMissing().isEmpty()) {
            return missing(missing.getMissing().get(0));
        }
        return e.getArgSpec() == null
                ? oneLine(e.getMessage()) + HELP
                : name(e.getArgSpec()) + ": " + invalid(e) + OptionSources.origin(e);
    }

    /** Names only the first argument: the next one is usually its value. */
    private static String unknown(CommandSpec command, List<String> arguments) {
        String argument = TextTable.printable(arguments.get(0));
        if (argument.startsWith("-")) {
            String name = argument.split("=", 2)[0];
            List<String> options = command.options().stream()
                    .flatMap(option -> Stream.of(option.names()))
                    .toList();
            String similar = suggestion(options, name);
            return "unknown option " + name + (similar.isEmpty() ? HELP : similar);
        }
        String similar = suggestion(command.subcommands().keySet(), argument);
        return similar.isEmpty()
                ? "unknown argument '" + argument + "'" + HELP
                        + (command.subcommands().isEmpty() ? "" : " and commands")
                : "unknown command '" + argument + "'" + similar;
    }

    private static String suggestion(Collection<String> names, String unknown) {
        return SimilarNames.suggestion(names, unknown, name -> name);
    }

    private static String missing(ArgSpec argument) {
        return argument.isOption()
                ? name(argument) + " needs a value: " + name(argument) + " " + argument.paramLabel()
                : argument.paramLabel() + " is missing" + HELP;
    }

    private static String invalid(ParameterException e) {
        Class<?> type = e.getArgSpec().auxiliaryTypes()[0];
        if (type.isEnum() && e.getValue() != null) {
            List<String> choices =
                    Arrays.stream(type.getEnumConstants()).map(String::valueOf).toList();
            return "'" + TextTable.printable(e.getValue()) + "' is not one of " + String.join(", ", choices)
                    + suggestion(choices, e.getValue());
        }
        return e.getCause() instanceof TypeConversionException reason
                ? oneLine(reason.getMessage())
                : oneLine(e.getMessage());
    }

    private static String name(ArgSpec argument) {
        return argument instanceof OptionSpec option ? option.longestName() : argument.paramLabel();
    }

    static String oneLine(String text) {
        return text.lines().map(String::strip).collect(Collectors.joining(" "));
    }
}
