package io.orderpipeline.consumer.cli;

import io.orderpipeline.common.cli.StopSignal;
import io.orderpipeline.common.cli.UserError;
import picocli.CommandLine.Model.CommandSpec;

/** What the subcommands have in common. */
public final class Subcommands {

    /** The program's own command, which has the process's one stop signal. */
    public interface Root {

        StopSignal stop();
    }

    private Subcommands() {}

    /** The one signal of the process. */
    public static StopSignal stop(CommandSpec command) {
        return ((Root) command.root().userObject()).stop();
    }

    /** An option before the subcommand's name would be the consumer's, and silently mean nothing here. */
    public static void refuseOptionsBefore(CommandSpec command) {
        for (CommandSpec parent = command.parent(); parent != null; parent = parent.parent()) {
            var given = parent.commandLine().getParseResult().matchedOptions();
            if (!given.isEmpty()) {
                throw UserError.badUsage(
                        given.get(0).longestName() + " stands before " + command.name() + "; name options after it");
            }
        }
    }
}
