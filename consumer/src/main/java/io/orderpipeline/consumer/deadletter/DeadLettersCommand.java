package io.orderpipeline.consumer.deadletter;

import io.orderpipeline.common.cli.CommonOptions;
import io.orderpipeline.common.cli.UserError;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;

/** {@code dead-letters}: the parent of its two commands. */
@Command(
        name = "dead-letters",
        sortOptions = false,
        description = "Invalid records: shows them with their reasons, or sends them back.",
        subcommands = {DeadLettersListCommand.class, DeadLettersReplayCommand.class})
public final class DeadLettersCommand implements Callable<Integer> {

    @ArgGroup(validate = false, heading = "%nOther%n", order = 9)
    CommonOptions common = new CommonOptions();

    @Override
    public Integer call() {
        throw UserError.badUsage("the command is missing: list or replay");
    }
}
