package io.orderpipeline.common.cli;

import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * Runs the command of either program: reads the options from all sources, and converts every failure to a one-line
 * message and an exit code. Only unexpected failures are logged with a stack trace.
 */
public final class Program {

    /** A normal end, also by Ctrl+C or SIGTERM. */
    public static final int OK = 0;

    /** The program failed, or records were lost. */
    public static final int FAILED = 1;

    /** Invalid options; the program did nothing. */
    public static final int BAD_USAGE = 2;

    private static final Logger LOG = LoggerFactory.getLogger(Program.class);

    private final CommandLine commandLine;
    private final OptionSources sources;

    /**
     * @param command a picocli command whose {@code call} returns the exit code
     * @param environmentPrefix of the environment variables for options, such as {@code ORDER_PRODUCER}
     */
    public Program(Callable<Integer> command, String environmentPrefix, Map<String, String> environment) {
        sources = new OptionSources(environmentPrefix, environment);
        commandLine = new CommandLine(command)
                .setDefaultValueProvider(sources)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setUsageHelpAutoWidth(true)
                .registerConverter(Duration.class, new DurationConverter())
                .registerConverter(Instant.class, new TimeConverter(InstantSource.system()))
                .registerConverter(double.class, NumberConverters::decimal)
                .registerConverter(Double.class, NumberConverters::decimal)
                .registerConverter(int.class, NumberConverters::whole)
                .registerConverter(Integer.class, NumberConverters::whole)
                .registerConverter(long.class, NumberConverters::wholeLong)
                .registerConverter(Long.class, NumberConverters::wholeLong)
                .setParameterExceptionHandler((e, args) -> badUsage(e))
                .setExecutionExceptionHandler((e, line, result) -> failed(line, e));
        sources.register(commandLine.getCommandSpec());
    }

    public int run(String... args) {
        String[] prepared;
        try {
            prepared = sources.prepare(args);
        } catch (UserError e) {
            return fail(commandLine, e.getMessage(), e.exitCode());
        }
        try {
            return commandLine.execute(prepared);
        } catch (OutOfMemoryError e) {
            return fail(
                    commandLine,
                    "out of memory: the heap of " + Runtime.getRuntime().maxMemory() / (1 << 20)
                            + " MiB is too small; start with a larger one (java -Xmx)",
                    FAILED);
        } catch (LinkageError e) {
            // picocli passes only exceptions to the handler.
            return failed(commandLine, e);
        }
    }

    /**
     * Parses the options as {@link #run} does, without running the command.
     *
     * @throws ParameterException where {@link #run} would return {@link #BAD_USAGE}
     */
    public ParseResult parse(String... args) {
        return commandLine.parseArgs(sources.prepare(args));
    }

    private static int badUsage(ParameterException e) {
        CommandLine line = e.getCommandLine();
        String message = e instanceof UnmatchedArgumentException unmatched
                ? unknown(unmatched)
                : oneLine(e.getMessage()) + OptionSources.origin(e);
        return fail(line, message + " (--help lists the options)", BAD_USAGE);
    }

    /** Names only the first argument: the next one is usually its value. */
    private static String unknown(UnmatchedArgumentException e) {
        String argument = e.getUnmatched().get(0);
        OptionSources.OptionNames names = new OptionSources.OptionNames();
        names.add(e.getCommandLine().getCommandSpec());
        String name = argument.split("=", 2)[0];
        return name.startsWith("-")
                ? "unknown option " + name + names.suggestion(OptionSources.OptionNames.of(name), meant -> "--" + meant)
                : "unknown argument '" + argument + "'";
    }

    private static int failed(CommandLine line, Throwable e) {
        Optional<UserError> nativeLibrary = NativeLibraryFailure.of(e);
        if (nativeLibrary.isPresent()) {
            return fail(line, nativeLibrary.get().getMessage(), FAILED);
        }
        // Libraries wrap exceptions of our callbacks.
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof UserError known) {
                return fail(line, known.getMessage(), known.exitCode());
            }
        }
        LOG.error("Unexpected failure; this is a bug, please report it", e);
        return fail(line, "failed: " + oneLine(String.valueOf(e)), FAILED);
    }

    private static int fail(CommandLine line, String message, int exitCode) {
        PrintWriter err = line.getErr();
        err.println(line.getCommandSpec().qualifiedName() + ": " + message);
        err.flush();
        return exitCode;
    }

    private static String oneLine(String text) {
        return text.lines().map(String::strip).reduce((a, b) -> a + " " + b).orElse("");
    }
}
