package io.orderpipeline.common.cli;

import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.FileSystemException;
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
        commandLine = new CommandLine(command);
        sources = new OptionSources(commandLine.getCommandSpec(), environmentPrefix, environment);
        commandLine
                .setDefaultValueProvider(sources)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setHelpFactory(WholeWordHelp::new)
                .registerConverter(Duration.class, new DurationConverter())
                .registerConverter(Instant.class, new TimeConverter(InstantSource.system()))
                .registerConverter(boolean.class, ValueConverters::flag)
                .registerConverter(Boolean.class, ValueConverters::flag)
                .registerConverter(URI.class, ValueConverters::url)
                .registerConverter(double.class, ValueConverters::decimal)
                .registerConverter(Double.class, ValueConverters::decimal)
                .registerConverter(int.class, ValueConverters::whole)
                .registerConverter(Integer.class, ValueConverters::whole)
                .registerConverter(long.class, ValueConverters::wholeLong)
                .registerConverter(Long.class, ValueConverters::wholeLong)
                .setParameterExceptionHandler((e, args) -> fail(e.getCommandLine(), UsageMessage.of(e), BAD_USAGE))
                .setExecutionExceptionHandler((e, line, result) -> failed(line, e));
    }

    public int run(String... args) {
        NativeLibraries.useUnpacked();
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
        Throwable outer = e instanceof UncheckedIOException ? e.getCause() : e;
        if (outer instanceof FileSystemException file) {
            return fail(line, "cannot use the file " + file.getFile() + ": " + FileProblem.of(file), FAILED);
        }
        LOG.error("Unexpected failure; this is a bug, please report it", e);
        return fail(line, "failed: " + UsageMessage.oneLine(String.valueOf(e)), FAILED);
    }

    private static int fail(CommandLine line, String message, int exitCode) {
        PrintWriter err = line.getErr();
        err.println(line.getCommandSpec().qualifiedName() + ": " + message);
        err.flush();
        return exitCode;
    }
}
