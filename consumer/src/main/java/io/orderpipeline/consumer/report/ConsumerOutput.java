package io.orderpipeline.consumer.report;

import io.orderpipeline.common.cli.OutputMode;
import io.orderpipeline.consumer.monitoring.EventTimeline;
import io.orderpipeline.consumer.monitoring.PipelineSnapshot;
import io.orderpipeline.consumer.monitoring.SnapshotListener;
import java.io.PrintStream;
import java.util.List;
import java.util.function.Supplier;

/**
 * Writes snapshots to stdout while the pipeline runs, and the final statistics: as text, or as one JSON object on each
 * line. One thread.
 */
public final class ConsumerOutput implements SnapshotListener {

    private final PrintStream out;
    private final boolean isJson;
    private final EventTimeline timeline;
    private final Supplier<List<String>> alerts;

    /** @param alerts that are firing */
    public ConsumerOutput(PrintStream out, OutputMode mode, EventTimeline timeline, Supplier<List<String>> alerts) {
        this.out = out;
        this.isJson = mode == OutputMode.JSON;
        this.timeline = timeline;
        this.alerts = alerts;
    }

    @Override
    public void onSnapshot(PipelineSnapshot snapshot) {
        if (isJson) {
            printLine(SnapshotJson.of(snapshot, timeline.events(), alerts.get()));
        } else {
            out.println(StatusLine.format(snapshot));
        }
    }

    public void print(ConsumerStatistics statistics) {
        if (isJson) {
            printLine(StatisticsJson.of(statistics));
        } else {
            statistics.lines().forEach(out::println);
            out.flush();
        }
    }

    /** Writes bytes, because JSON is UTF-8 whatever the encoding of the terminal. */
    private void printLine(byte[] json) {
        out.write(json, 0, json.length);
        out.write('\n');
        out.flush();
    }
}
