package io.orderpipeline.consumer;

import io.orderpipeline.cli.CommonOptions;
import io.orderpipeline.cli.UserError;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;

/** {@code dead-letters}: names its two commands. */
@Command(
        name = "dead-letters",
        sortOptions = false,
        usageHelpAutoWidth = true,
        description = "Records that are no orders: shows them with their reasons, or sends them back.",
        subcommands = {DeadLettersListCommand.class, DeadLettersReplayCommand.class})
final class DeadLettersCommand implements Callable<Integer> {

    @ArgGroup(validate = false, heading = "%nOther%n", order = 9)
    CommonOptions common = new CommonOptions();

    @Override
    public Integer call() {
        throw UserError.badUsage("say which: list or replay (--help tells what they do)");
    }
}
