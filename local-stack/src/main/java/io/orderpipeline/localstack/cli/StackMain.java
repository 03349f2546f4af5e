package io.orderpipeline.localstack.cli;

import io.orderpipeline.localstack.StackException;
import java.io.IOException;
import java.io.UncheckedIOException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The command behind {@code scripts/stack}. Exit codes: 0 done, 1 it failed or nothing runs, 2 bad usage. */
@Command(
        name = "scripts/stack",
        description = "Runs a Kafka broker, a Cassandra node and a schema registry on this machine.",
        synopsisSubcommandLabel = "up|down|status|cql",
        sortOptions = false,
        footer = {
            "",
            "Each command has its own --help.",
            "Exit codes: 0 done, 1 it failed or does not run, 2 bad usage."
        },
        subcommands = {UpCommand.class, DownCommand.class, StatusCommand.class, CqlCommand.class, SuperviseCommand.class
        })
public final class StackMain implements Runnable {

    @Spec
    private CommandSpec spec;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            scope = ScopeType.INHERIT,
            description = "show this help and exit")
    boolean help;

    public static void main(String[] arguments) {
        // Not the default name, which would also configure the programs that share the class path in tests.
        System.setProperty("logback.configurationFile", "io/orderpipeline/localstack/stack-logback.xml");
        System.exit(commandLine().execute(arguments));
    }

    static CommandLine commandLine() {
        return new CommandLine(new StackMain())
                .setParameterExceptionHandler(StackMain::badUsage)
                .setExecutionExceptionHandler(StackMain::failed);
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "the command is missing: up, down, status or cql");
    }

    private static int badUsage(ParameterException e, String[] arguments) {
        e.getCommandLine().getErr().println("stack: " + UsageMessage.of(e));
        return CommandLine.ExitCode.USAGE;
    }

    private static int failed(Exception e, CommandLine command, CommandLine.ParseResult parsed) throws Exception {
        if (e instanceof StackException || e instanceof IOException || e instanceof UncheckedIOException) {
            command.getErr().println("stack: " + e.getMessage());
            return CommandLine.ExitCode.SOFTWARE;
        }
        throw e;
    }
}
