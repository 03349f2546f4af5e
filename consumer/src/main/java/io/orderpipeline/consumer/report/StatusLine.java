package io.orderpipeline.consumer.report;

import io.orderpipeline.consumer.monitoring.Lag;
import io.orderpipeline.consumer.monitoring.PipelineSnapshot;
import io.orderpipeline.consumer.monitoring.PipelineState;
import io.orderpipeline.consumer.monitoring.SnapshotListener;
import io.orderpipeline.consumer.monitoring.Totals;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Comparator;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/** The line that says once a second what is going on. */
public final class StatusLine implements SnapshotListener {

    private final PrintStream out;

    public StatusLine(PrintStream out) {
        this.out = out;
    }

    @Override
    public void see(PipelineSnapshot view) {
        out.println(format(view));
    }

    static String format(PipelineSnapshot view) {
        Totals totals = view.totals();
        return "%s  polled %,d  written %,d  dead letters %,d  in flight %,d (%d/%d requests)  %,.0f/s  lag %s%s"
                .formatted(
                        clock(view.uptime()),
                        totals.polled(),
                        totals.written(),
                        totals.deadLettered(),
                        totals.inFlight(),
                        totals.requests(),
                        totals.requestLimit(),
                        view.written().now(),
                        lag(view),
                        view.state() == PipelineState.RUNNING ? "" : "  " + view.reason());
    }

    private static String clock(Duration uptime) {
        return "%d:%02d:%02d".formatted(uptime.toHours(), uptime.toMinutesPart(), uptime.toSecondsPart());
    }

    private static String lag(PipelineSnapshot view) {
        OptionalLong records = view.lagRecords();
        if (records.isEmpty()) {
            return view.brokerAnswers() ? "not known yet" : "unknown, the broker does not answer";
        }
        return "%,d  (%s)%s"
                .formatted(
                        records.getAsLong(),
                        view.partitions().stream()
                                .map(partition -> "p%d %,d"
                                        .formatted(
                                                partition.partition(),
                                                partition
                                                        .lag()
                                                        .map(Lag::records)
                                                        .orElse(0L)))
                                .collect(Collectors.joining("  ")),
                        records.getAsLong() == 0
                                ? ""
                                : "  oldest waits %,d s".formatted(oldest(view).toSeconds()));
    }

    private static Duration oldest(PipelineSnapshot view) {
        return view.partitions().stream()
                .flatMap(partition -> partition.lag().stream())
                .map(Lag::behind)
                .max(Comparator.naturalOrder())
                .orElse(Duration.ZERO);
    }
}
