package io.orderpipeline.common.cli;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * The edge of both programs: reads options from all their sources, runs the command, and turns whatever happens into
 * one line for a person and an exit code for a script. No error leaves here with a stack trace unless it is our fault.
 */
public final class Program {

    /** A clean end, Ctrl+C and SIGTERM included. */
    public static final int OK = 0;

    /** It failed, or something was lost. */
    public static final int FAILED = 1;

    /** Bad usage: nothing was done. */
    public static final int BAD_USAGE = 2;

    private static final Logger LOG = LoggerFactory.getLogger(Program.class);

    private final CommandLine commandLine;
    private final OptionSources sources;

    /**
     * @param command a picocli command whose {@code call} returns the exit code
     * @param environmentPrefix of the environment variables that stand for options, {@code ORDER_PRODUCER} for example
     */
    public Program(Callable<Integer> command, String environmentPrefix, Map<String, String> environment) {
        sources = new OptionSources(environmentPrefix, environment);
        commandLine = new CommandLine(command)
                .setDefaultValueProvider(sources)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .registerConverter(Duration.class, new DurationConverter())
                .registerConverter(double.class, NumberConverters::decimal)
                .registerConverter(Double.class, NumberConverters::decimal)
                .registerConverter(int.class, NumberConverters::whole)
                .registerConverter(Integer.class, NumberConverters::whole)
                .registerConverter(long.class, NumberConverters::wholeLong)
                .registerConverter(Long.class, NumberConverters::wholeLong)
                .setParameterExceptionHandler((e, args) -> badUsage(e))
                .setExecutionExceptionHandler((e, line, result) -> failed(line, e));
        sources.learn(commandLine.getCommandSpec());
    }

    public int run(String... args) {
        try {
            sources.attend(args);
        } catch (UserError e) {
            return say(commandLine, e.getMessage(), e.exitCode());
        }
        return commandLine.execute(args);
    }

    /**
     * Reads the options as {@link #run} does, and runs nothing.
     *
     * @throws ParameterException where run would answer bad usage
     */
    public ParseResult parse(String... args) {
        sources.attend(args);
        return commandLine.parseArgs(args);
    }

    private static int badUsage(ParameterException e) {
        CommandLine line = e.getCommandLine();
        String message = e instanceof UnmatchedArgumentException unmatched
                ? unknown(unmatched)
                : oneLine(e.getMessage()) + OptionSources.origin(e);
        return say(line, message + " (--help lists the options)", BAD_USAGE);
    }

    /** The first only: what comes after it is most often its value. */
    private static String unknown(UnmatchedArgumentException e) {
        String argument = e.getUnmatched().get(0);
        OptionNames names = new OptionNames();
        names.add(e.getCommandLine().getCommandSpec());
        String name = argument.split("=", 2)[0];
        return name.startsWith("-")
                ? "unknown option " + name + names.suggestion(OptionNames.of(name), meant -> "--" + meant)
                : "unknown argument '" + argument + "'";
    }

    private static int failed(CommandLine line, Exception e) {
        // Libraries wrap what comes out of a callback of ours.
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof UserError known) {
                return say(line, known.getMessage(), known.exitCode());
            }
        }
        LOG.error("Unexpected failure; this is a mistake in the program, please report it", e);
        return say(line, "failed: " + oneLine(String.valueOf(e)), FAILED);
    }

    private static int say(CommandLine line, String message, int exitCode) {
        PrintWriter err = line.getErr();
        err.println(line.getCommandSpec().qualifiedName() + ": " + message);
        err.flush();
        return exitCode;
    }

    private static String oneLine(String text) {
        return text.lines().map(String::strip).reduce((a, b) -> a + " " + b).orElse("");
    }
}
