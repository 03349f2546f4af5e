package io.orderpipeline.producer.output;

import io.orderpipeline.common.cli.OutputMode;
import io.orderpipeline.common.cli.StopSignal;
import io.orderpipeline.common.terminal.TextStyle;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.util.Optional;

/**
 * Where a run can be shown.
 *
 * @param out for people
 * @param data for programs
 * @param err where the log goes
 */
public record SendOutputs(PrintWriter out, OutputStream data, PrintStream err, StopSignal stop) {

    /** Opens the view that is wanted, or the nearest to it that this terminal can show. */
    public SendOutput open(OutputMode mode, RunSubject subject) {
        if (mode == OutputMode.JSON) {
            return new JsonOutput(data);
        }
        Optional<SendOutput> live = mode == OutputMode.LIVE
                ? LiveOutput.open(subject, out, err, TextStyle.of(System.getenv()), stop)
                : Optional.empty();
        return live.orElseGet(() -> new StatusLines(out));
    }
}
