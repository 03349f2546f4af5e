package io.orderpipeline.common.cli;

import picocli.CommandLine.Option;

/** The output of a running program. */
public final class OutputOptions {

    @Option(
            names = "--plain",
            description =
                    "one status line per second instead of the live view; automatic when stdout is not a terminal")
    boolean plain;

    @Option(names = "--json", description = "one JSON object per second, and the final statistics as the last object")
    boolean json;

    public OutputMode toMode() {
        UserError.requireUsage(!(plain && json), "--plain and --json exclude each other");
        if (json) {
            return OutputMode.JSON;
        }
        return plain ? OutputMode.LINES : OutputMode.LIVE;
    }

    public enum OutputMode {
        /** The live view; without a terminal, as {@link #LINES}. */
        LIVE,
        /** One line per second. */
        LINES,
        /** One JSON object per second, and a final one. */
        JSON
    }
}
