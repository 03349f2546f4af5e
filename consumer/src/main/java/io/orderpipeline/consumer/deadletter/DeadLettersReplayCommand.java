package io.orderpipeline.consumer.deadletter;

import io.orderpipeline.common.cli.CommonOptions;
import io.orderpipeline.common.cli.UserError;
import io.orderpipeline.consumer.cli.DeadLetterOptions;
import io.orderpipeline.consumer.cli.Subcommands;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code dead-letters replay}: options in, exit code out. */
@Command(
        name = "replay",
        sortOptions = false,
        usageHelpAutoWidth = true,
        abbreviateSynopsis = true,
        description = {
            "Sends dead letters back to the topic and partition they came from, with their key, value and headers, in the"
                    + " order of the dead-letter topic. A record that is still no order comes back as a new dead letter.",
            "",
            "A replayed record is the newest of its order: it wins over what is stored, also over orders that were sent"
                    + " after the original. Choose with care where orders are updated.",
            "",
            "Each letter is sent once, however often this runs and however it ends: what was sent is marked, in the same"
                    + " transaction, in a topic with the dead-letter topic's name and .replayed behind it."
        },
        footer = {"", "Exit codes: 0 all that was asked for is sent, now or before, 1 something is not, 2 bad usage."})
final class DeadLettersReplayCommand implements Callable<Integer> {

    @Option(names = "--all", description = "every letter")
    boolean all;

    @Option(
            names = "--reason",
            paramLabel = "CODE",
            description = "letters with this reason; may be given several times")
    List<String> reasons;

    @Option(
            names = "--origin",
            paramLabel = "TOPIC-PARTITION@OFFSET",
            description = "the letter that came from there; may be given several times")
    List<String> origins;

    @Option(
            names = "--from",
            paramLabel = "FILE",
            description = "letters from a file that `list --json` wrote, with the keys and values that it has now:"
                    + " how repaired ones are sent")
    Path from;

    @Option(names = "--topic", paramLabel = "NAME", description = "of these, only letters that came from this topic")
    String topic;

    @Option(names = "--dry-run", description = "show what would be sent, send nothing")
    boolean dryRun;

    @ArgGroup(validate = false, heading = "%nKafka%n", order = 1)
    private final DeadLetterOptions kafka = new DeadLetterOptions();

    @ArgGroup(validate = false, heading = "%nOther%n", order = 9)
    CommonOptions common = new CommonOptions();

    @Spec
    CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        Subcommands.refuseOptionsBefore(spec);
        DeadLetterFilter filter = DeadLetterFilter.of(topic, reasons, origins);
        if (all && !filter.choosesNone()) {
            throw UserError.badUsage("--all and --reason or --origin exclude each other");
        }
        if (!all && filter.choosesNone() && from == null) {
            throw UserError.badUsage("say what to send: --all, --reason, --origin or --from");
        }
        return DeadLettersApp.of(
                        kafka, Subcommands.stop(spec), spec.commandLine().getOut())
                .replay(filter, Optional.ofNullable(from), dryRun);
    }
}
