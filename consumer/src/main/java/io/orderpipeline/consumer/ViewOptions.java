package io.orderpipeline.consumer;

import io.orderpipeline.cli.UserError;
import picocli.CommandLine.Option;

/** What the consumer prints while it runs. */
final class ViewOptions {

    @Option(
            names = "--plain",
            description = "one line a second in place of the live view; by itself when not on a terminal")
    boolean plain;

    @Option(names = "--json", description = "one JSON object a second, and the statistics at the end as another")
    boolean json;

    ViewMode toMode() {
        if (plain && json) {
            throw UserError.badUsage("--plain and --json exclude each other");
        }
        if (json) {
            return ViewMode.JSON;
        }
        return plain ? ViewMode.LINES : ViewMode.LIVE;
    }
}
