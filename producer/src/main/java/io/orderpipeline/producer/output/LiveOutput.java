package io.orderpipeline.producer.output;

import io.orderpipeline.common.cli.StopSignal;
import io.orderpipeline.common.terminal.Ink;
import io.orderpipeline.common.terminal.LiveScreen;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import org.jline.terminal.Size;
import org.jline.utils.AttributedString;

/** The run on the terminal; the statistics come below when the terminal is free again. */
final class LiveOutput implements SendOutput {

    private static final int LOG_LINES = 20;

    private final RunSubject subject;
    private final StatusLines lines;
    private final Ink ink;
    private final StopSignal stop;
    private volatile LiveScreen screen;
    private volatile SendView newest;

    private LiveOutput(RunSubject subject, PrintWriter out, Ink ink, StopSignal stop) {
        this.subject = subject;
        this.lines = new StatusLines(out);
        this.ink = ink;
        this.stop = stop;
    }

    /** Empty when there is no terminal. */
    static Optional<SendOutput> open(RunSubject subject, PrintWriter out, PrintStream err, Ink ink, StopSignal stop) {
        LiveOutput output = new LiveOutput(subject, out, ink, stop);
        return LiveScreen.open(output::page, output::press, err).map(screen -> {
            output.screen = screen;
            stop.beforeHalt(screen::close);
            return output;
        });
    }

    @Override
    public void see(SendView view) {
        newest = view;
        screen.changed();
    }

    private List<AttributedString> page(Size size, boolean unicode) {
        SendView view = newest;
        return view == null
                ? List.of()
                : new SendPage(subject, view, screen.log(LOG_LINES), ink, unicode)
                        .lines(size.getColumns(), size.getRows());
    }

    private void press(int key) {
        if (key == 'q') {
            stop.request();
        }
    }

    @Override
    public void close() {
        screen.close();
    }

    @Override
    public void end(FinalStatistics statistics) {
        lines.end(statistics);
    }
}
