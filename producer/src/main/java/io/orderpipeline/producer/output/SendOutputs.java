package io.orderpipeline.producer.output;

import io.orderpipeline.common.cli.OutputOptions.OutputMode;
import io.orderpipeline.common.cli.StopSignal;
import io.orderpipeline.common.terminal.TextStyle;
import io.orderpipeline.producer.send.SendListener;
import io.orderpipeline.producer.send.SendPlan;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.util.Optional;

/**
 * The outputs of a run: live view, status lines or JSON.
 *
 * @param out for people
 * @param data for programs
 * @param err for the log
 */
public record SendOutputs(PrintWriter out, OutputStream data, PrintStream err, StopSignal stop) {

    /** Opens the output; without a terminal, the live view falls back to status lines. */
    public SendListener open(OutputMode mode, SendPlan plan) {
        if (mode == OutputMode.JSON) {
            return new JsonOutput(data);
        }
        Optional<SendListener> live = mode == OutputMode.LIVE
                ? LiveOutput.open(plan, out, err, TextStyle.of(System.getenv()), stop)
                : Optional.empty();
        return live.orElseGet(() -> new StatusLines(out));
    }
}
