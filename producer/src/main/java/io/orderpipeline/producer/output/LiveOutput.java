package io.orderpipeline.producer.output;

import io.orderpipeline.common.cli.StopSignal;
import io.orderpipeline.common.terminal.LiveScreen;
import io.orderpipeline.common.terminal.TextStyle;
import io.orderpipeline.producer.send.SendListener;
import io.orderpipeline.producer.send.SendPlan;
import io.orderpipeline.producer.send.SendReport;
import io.orderpipeline.producer.send.SendSnapshot;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import org.jline.terminal.Size;
import org.jline.utils.AttributedString;

/** Shows the run on the whole terminal, and prints the statistics once the terminal is restored. */
final class LiveOutput implements SendListener {

    private static final int LOG_LINES = 20;

    private final SendPlan plan;
    private final StatusLines lines;
    private final TextStyle style;
    private final StopSignal stop;
    private volatile LiveScreen screen;
    private volatile SendSnapshot newest;

    private LiveOutput(SendPlan plan, PrintWriter out, TextStyle style, StopSignal stop) {
        this.plan = plan;
        this.lines = new StatusLines(out);
        this.style = style;
        this.stop = stop;
    }

    /** Empty when there is no terminal. */
    static Optional<SendListener> open(
            SendPlan plan, PrintWriter out, PrintStream err, TextStyle style, StopSignal stop) {
        LiveOutput output = new LiveOutput(plan, out, style, stop);
        return LiveScreen.open(output::page, output::press, err).map(screen -> {
            output.screen = screen;
            return output;
        });
    }

    @Override
    public void onSnapshot(SendSnapshot snapshot) {
        newest = snapshot;
        screen.changed();
    }

    private List<AttributedString> page(Size size, boolean unicode) {
        SendSnapshot snapshot = newest;
        return snapshot == null
                ? List.of()
                : new SendPage(plan, snapshot, stop.isRequested(), screen.log(LOG_LINES), style, unicode)
                        .lines(size.getColumns(), size.getRows());
    }

    private void press(int key) {
        if (key == 'q') {
            stop.requestByKey();
        }
    }

    @Override
    public void close() {
        screen.close();
    }

    @Override
    public void onEnd(SendReport report) {
        lines.onEnd(report);
    }
}
