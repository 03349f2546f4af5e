package io.orderpipeline.localstack.cli;

import java.util.List;
import java.util.Map;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.OverwrittenOptionException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.TypeConversionException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Converts picocli's errors to one line, in the style of the programs: where, what, what to do. */
final class UsageMessage {

    /** The words of other tools. */
    private static final Map<String, String> COMMANDS =
            Map.of("start", "up", "run", "up", "stop", "down", "restart", "down, then up");

    private UsageMessage() {}

    static String of(ParameterException e) {
        String help = "; " + e.getCommandLine().getCommandSpec().qualifiedName() + " --help lists the options";
        if (e instanceof UnmatchedArgumentException unmatched) {
            return unknown(unmatched, help);
        }
        if (e instanceof MissingParameterException missing
                && !missing.getMissing().isEmpty()) {
            return missing(missing.getMissing().get(0), help);
        }
        if (e instanceof OverwrittenOptionException && e.getArgSpec() != null) {
            return name(e.getArgSpec()) + " is given twice; give it once";
        }
        return e.getCause() instanceof TypeConversionException && e.getArgSpec() != null
                ? name(e.getArgSpec()) + ": '" + e.getValue() + "' is not a whole number"
                : e.getMessage().lines().findFirst().orElse("bad usage");
    }

    /** Names only the first argument: the next one is usually its value. */
    private static String unknown(UnmatchedArgumentException e, String help) {
        String name = e.getUnmatched().get(0).split("=", 2)[0];
        boolean isCommand = !e.getCommandLine().getSubcommands().isEmpty();
        if (isCommand && COMMANDS.containsKey(name)) {
            return "unknown command " + name + " (did you mean " + COMMANDS.get(name) + "?)";
        }
        List<String> similar = e.getSuggestions();
        return "unknown " + (e.isUnknownOption() ? "option " : isCommand ? "command " : "argument ")
                + name
                + (similar.isEmpty() ? help : " (did you mean " + String.join(" or ", similar) + "?)");
    }

    private static String missing(ArgSpec argument, String help) {
        return argument.isOption()
                ? name(argument) + " needs a value: " + name(argument) + " " + argument.paramLabel()
                : argument.paramLabel() + " is missing" + help;
    }

    private static String name(ArgSpec argument) {
        return argument instanceof OptionSpec option ? option.longestName() : argument.paramLabel();
    }
}
