package io.orderpipeline.common.cli;

import picocli.CommandLine.Option;

/** What a program prints while it runs. */
public final class OutputOptions {

    @Option(
            names = "--plain",
            description = "one line a second in place of the live view; by itself when not on a terminal")
    boolean plain;

    @Option(names = "--json", description = "one JSON object a second, and the statistics at the end as another")
    boolean json;

    public OutputMode toMode() {
        if (plain && json) {
            throw UserError.badUsage("--plain and --json exclude each other");
        }
        if (json) {
            return OutputMode.JSON;
        }
        return plain ? OutputMode.LINES : OutputMode.LIVE;
    }

    /** What stdout shows. */
    public enum OutputMode {
        /** The live view on a terminal, else as {@link #LINES}. */
        LIVE,
        /** A line a second. */
        LINES,
        /** A JSON object a second, and one at the end. */
        JSON
    }
}
