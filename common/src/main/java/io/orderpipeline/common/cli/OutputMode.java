package io.orderpipeline.common.cli;

/** What stdout shows. */
public enum OutputMode {
    /** The live view on a terminal, else as {@link #LINES}. */
    LIVE,
    /** A line a second. */
    LINES,
    /** A JSON object a second, and one at the end. */
    JSON
}
