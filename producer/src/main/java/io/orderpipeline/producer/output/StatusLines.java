package io.orderpipeline.producer.output;

import static io.orderpipeline.producer.send.Numbers.grouped;

import java.io.PrintWriter;
import java.util.Locale;

/** A line each second. */
public final class StatusLines implements SendOutput {

    private final PrintWriter out;

    public StatusLines(PrintWriter out) {
        this.out = out;
    }

    @Override
    public void see(SendSnapshot view) {
        out.println(line(view));
        out.flush();
    }

    static String line(SendSnapshot view) {
        return String.format(
                        Locale.ROOT,
                        "%4d s  acknowledged %s  %s/s  in flight %s  failed %s  behind %s ms",
                        view.elapsed().toSeconds(),
                        grouped(view.acknowledged()),
                        grouped(Math.round(view.perSecond())),
                        grouped(view.inFlight()),
                        grouped(view.failed()),
                        grouped(view.behind().toMillis()))
                + view.whyNotReady().map(reason -> "  " + reason).orElse("");
    }

    @Override
    public void close() {
        out.flush();
    }

    @Override
    public void end(ProducerStatistics statistics) {
        statistics.lines().forEach(out::println);
        out.flush();
    }
}
