package io.orderpipeline.consumer.deadletter;

import io.orderpipeline.common.cli.CommonOptions;
import io.orderpipeline.common.cli.UserError;
import io.orderpipeline.consumer.cli.DeadLetterOptions;
import io.orderpipeline.consumer.cli.Subcommands;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code dead-letters list}: options in, exit code out. */
@Command(
        name = "list",
        sortOptions = false,
        usageHelpAutoWidth = true,
        abbreviateSynopsis = true,
        description = {
            "Shows the newest dead letters and counts all of them by reason. Reads the topic to the end it has now, commits"
                    + " nothing and changes nothing.",
            "",
            "Previews and --json show records as they came: they may hold customer data."
        },
        footer = {
            "",
            "Exit codes: 0 shown, also when there are none or the topic does not exist, 1 it failed, 2 bad usage."
        })
final class DeadLettersListCommand implements Callable<Integer> {

    private static final int DEFAULT_LIMIT = 50;

    /** What a table in memory and a reader's patience can take. */
    private static final int LARGEST_TABLE = 100_000;

    @Option(
            names = "--reason",
            paramLabel = "CODE",
            description = "only letters with this reason; may be given several times")
    List<String> reasons;

    @Option(names = "--topic", paramLabel = "NAME", description = "only letters that came from this topic")
    String topic;

    @Option(
            names = "--limit",
            paramLabel = "N",
            description = {"shows the newest N as a table (default: 50),", "with --json the first N (default: all)"})
    Integer limit;

    @Option(
            names = "--json",
            description = "one JSON object a line; bytes that are no UTF-8 as key_base64, value_base64")
    boolean json;

    @Option(names = "--no-preview", description = "a table without the beginnings of the values")
    boolean noPreview;

    @ArgGroup(validate = false, heading = "%nKafka%n", order = 1)
    private final DeadLetterOptions kafka = new DeadLetterOptions();

    @ArgGroup(validate = false, heading = "%nOther%n", order = 9)
    CommonOptions common = new CommonOptions();

    @Spec
    CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        Subcommands.refuseOptionsBefore(spec);
        DeadLetterListing list =
                new DeadLetterListing(DeadLetterFilter.of(topic, reasons, null), checkedLimit(), !noPreview);
        return DeadLettersApp.of(
                        kafka, Subcommands.stop(spec), spec.commandLine().getOut())
                .list(list, json);
    }

    private int checkedLimit() {
        if (limit == null) {
            return json ? Integer.MAX_VALUE : DEFAULT_LIMIT;
        }
        if (limit < 0 || (!json && limit > LARGEST_TABLE)) {
            throw UserError.badUsage(
                    "--limit must be 0 to " + LARGEST_TABLE + ", was " + limit + "; --json shows any number");
        }
        return limit;
    }
}
