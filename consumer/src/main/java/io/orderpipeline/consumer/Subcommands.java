package io.orderpipeline.consumer;

import io.orderpipeline.cli.StopSignal;
import io.orderpipeline.cli.UserError;
import picocli.CommandLine.Model.CommandSpec;

/** What the subcommands have in common. */
final class Subcommands {

    private Subcommands() {}

    /** The one signal of the process. */
    static StopSignal stop(CommandSpec command) {
        return ((ConsumerMain) command.root().userObject()).stop();
    }

    /** An option before the subcommand's name would be the consumer's, and silently mean nothing here. */
    static void refuseOptionsBefore(CommandSpec command) {
        for (CommandSpec parent = command.parent(); parent != null; parent = parent.parent()) {
            var given = parent.commandLine().getParseResult().matchedOptions();
            if (!given.isEmpty()) {
                throw UserError.badUsage(
                        given.get(0).longestName() + " stands before " + command.name() + "; name options after it");
            }
        }
    }
}
