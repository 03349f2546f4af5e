package io.orderpipeline.consumer.report;

import io.orderpipeline.consumer.monitoring.EventTimeline;
import io.orderpipeline.consumer.monitoring.PipelineSnapshot;
import io.orderpipeline.consumer.monitoring.SnapshotListener;
import java.io.PrintStream;
import java.util.List;
import java.util.function.Supplier;

/** One JSON object a line, for programs: views while the pipeline runs, and the statistics at its end. One thread. */
public final class JsonLines implements SnapshotListener {

    private final PrintStream out;
    private final EventTimeline timeline;
    private final Supplier<List<String>> alerts;

    /** @param alerts that are firing */
    public JsonLines(PrintStream out, EventTimeline timeline, Supplier<List<String>> alerts) {
        this.out = out;
        this.timeline = timeline;
        this.alerts = alerts;
    }

    @Override
    public void see(PipelineSnapshot view) {
        print(out, SnapshotJson.of(view, timeline.events(), alerts.get()));
    }

    public static void print(PrintStream out, ConsumerStatistics statistics) {
        print(out, StatisticsJson.of(statistics));
    }

    /** As bytes, for JSON is UTF-8 whatever the terminal speaks. */
    private static void print(PrintStream out, byte[] json) {
        out.write(json, 0, json.length);
        out.write('\n');
        out.flush();
    }
}
