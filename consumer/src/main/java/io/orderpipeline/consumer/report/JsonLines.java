package io.orderpipeline.consumer.report;

import io.orderpipeline.consumer.monitoring.PipelineView;
import io.orderpipeline.consumer.monitoring.Timeline;
import io.orderpipeline.consumer.monitoring.ViewListener;
import java.io.PrintStream;
import java.util.List;
import java.util.function.Supplier;

/** One JSON object a line, for programs: views while the pipeline runs, and the statistics at its end. One thread. */
public final class JsonLines implements ViewListener {

    private final PrintStream out;
    private final Timeline timeline;
    private final Supplier<List<String>> alerts;

    /** @param alerts that are firing */
    public JsonLines(PrintStream out, Timeline timeline, Supplier<List<String>> alerts) {
        this.out = out;
        this.timeline = timeline;
        this.alerts = alerts;
    }

    @Override
    public void see(PipelineView view) {
        print(out, ViewJson.of(view, timeline.events(), alerts.get()));
    }

    public static void print(PrintStream out, FinalStatistics statistics) {
        print(out, StatisticsJson.of(statistics));
    }

    /** As bytes, for JSON is UTF-8 whatever the terminal speaks. */
    private static void print(PrintStream out, byte[] json) {
        out.write(json, 0, json.length);
        out.write('\n');
        out.flush();
    }
}
