package io.orderpipeline.producer.output;

import io.orderpipeline.common.cli.StopSignal;
import io.orderpipeline.common.terminal.LiveScreen;
import io.orderpipeline.common.terminal.TextStyle;
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
    private final TextStyle ink;
    private final StopSignal stop;
    private volatile LiveScreen screen;
    private volatile SendSnapshot newest;

    private LiveOutput(RunSubject subject, PrintWriter out, TextStyle ink, StopSignal stop) {
        this.subject = subject;
        this.lines = new StatusLines(out);
        this.ink = ink;
        this.stop = stop;
    }

    /** Empty when there is no terminal. */
    static Optional<SendOutput> open(
            RunSubject subject, PrintWriter out, PrintStream err, TextStyle ink, StopSignal stop) {
        LiveOutput output = new LiveOutput(subject, out, ink, stop);
        return LiveScreen.open(output::page, output::press, err).map(screen -> {
            output.screen = screen;
            stop.beforeHalt(screen::close);
            return output;
        });
    }

    @Override
    public void see(SendSnapshot view) {
        newest = view;
        screen.changed();
    }

    private List<AttributedString> page(Size size, boolean unicode) {
        SendSnapshot view = newest;
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
    public void end(ProducerStatistics statistics) {
        lines.end(statistics);
    }
}
