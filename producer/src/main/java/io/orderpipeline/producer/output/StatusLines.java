package io.orderpipeline.producer.output;

import static io.orderpipeline.producer.output.Numbers.grouped;

import io.orderpipeline.common.terminal.Terminals;
import io.orderpipeline.producer.send.SendListener;
import io.orderpipeline.producer.send.SendReport;
import io.orderpipeline.producer.send.SendSnapshot;
import java.io.PrintWriter;
import java.util.Locale;

/** Prints one status line per second. */
record StatusLines(PrintWriter out) implements SendListener {

    @Override
    public void onSnapshot(SendSnapshot snapshot) {
        out.println(line(snapshot));
        out.flush();
    }

    static String line(SendSnapshot snapshot) {
        return String.format(
                        Locale.ROOT,
                        "%4d s  acknowledged %s  %s/s  in flight %s  failed %s  behind %s ms",
                        snapshot.elapsed().toSeconds(),
                        grouped(snapshot.acknowledged()),
                        grouped(Math.round(snapshot.perSecond())),
                        grouped(snapshot.inFlight()),
                        grouped(snapshot.failed()),
                        grouped(snapshot.scheduleLag().toMillis()))
                + snapshot.whyNotReady().map(reason -> "  " + reason).orElse("");
    }

    @Override
    public void close() {
        out.flush();
    }

    @Override
    public void onEnd(SendReport report) {
        new ProducerStatistics(report).lines(Terminals.lineWidth()).forEach(out::println);
        out.flush();
    }
}
