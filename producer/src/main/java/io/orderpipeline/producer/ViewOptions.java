package io.orderpipeline.producer;

import io.orderpipeline.cli.StopSignal;
import io.orderpipeline.cli.UserError;
import io.orderpipeline.terminal.Ink;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.util.Optional;
import picocli.CommandLine.Option;

/** What the producer prints while it runs. */
final class ViewOptions {

    @Option(
            names = "--plain",
            description = "one line a second in place of the live view; by itself when not on a terminal")
    boolean plain;

    @Option(names = "--json", description = "one JSON object a second, and the statistics at the end as another")
    boolean json;

    void requireSense(boolean dryRun) {
        if (plain && json) {
            throw UserError.badUsage("--plain and --json exclude each other");
        }
        if (dryRun && (plain || json)) {
            throw UserError.badUsage(
                    "--dry-run prints orders and nothing else; leave out " + (json ? "--json" : "--plain"));
        }
    }

    /** Opens the view that is wanted, or the nearest to it that this terminal can show. */
    SendOutput open(RunSubject subject, PrintWriter out, OutputStream data, PrintStream err, StopSignal stop) {
        if (json) {
            return new JsonOutput(data);
        }
        Optional<SendOutput> live =
                plain ? Optional.empty() : LiveOutput.open(subject, out, err, Ink.of(System.getenv()), stop);
        return live.orElseGet(() -> new StatusLines(out));
    }
}
