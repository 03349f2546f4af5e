package io.orderpipeline.consumer.report;

import io.orderpipeline.common.cli.OutputOptions.OutputMode;
import io.orderpipeline.common.cli.TextTable;
import io.orderpipeline.common.terminal.Terminals;
import io.orderpipeline.consumer.monitoring.Counter;
import io.orderpipeline.consumer.monitoring.EventTimeline;
import io.orderpipeline.consumer.monitoring.PartitionSnapshot;
import io.orderpipeline.consumer.monitoring.PartitionSnapshot.Lag;
import io.orderpipeline.consumer.monitoring.PipelineSnapshot;
import io.orderpipeline.consumer.monitoring.PipelineSnapshot.State;
import io.orderpipeline.consumer.monitoring.PipelineSnapshot.Totals;
import java.io.PrintStream;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Writes snapshots to stdout while the pipeline runs, and the final statistics: as text, or as one JSON object on each
 * line. One thread.
 */
public final class ConsumerOutput implements PipelineSnapshot.Listener {

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
            out.println(statusLine(snapshot));
        }
    }

    public void print(ConsumerStatistics statistics) {
        if (isJson) {
            printLine(StatisticsJson.of(statistics));
        } else {
            statistics.lines(Terminals.lineWidth()).forEach(out::println);
            out.flush();
        }
    }

    /** Writes bytes, because JSON is UTF-8 whatever the encoding of the terminal. */
    private void printLine(byte[] json) {
        out.write(json, 0, json.length);
        out.write('\n');
        out.flush();
    }

    static String statusLine(PipelineSnapshot snapshot) {
        Totals totals = snapshot.totals();
        return "%s  polled %,d  written %,d  dead letters %,d  in flight %,d (%d/%d requests)  %,.0f/s  lag %s%s%s"
                .formatted(
                        snapshot.uptimeText(),
                        totals.count(Counter.POLLED),
                        totals.count(Counter.WRITTEN),
                        totals.count(Counter.DEAD_LETTERED),
                        totals.count(Counter.IN_FLIGHT),
                        totals.requests(),
                        totals.requestLimit(),
                        snapshot.written().now(),
                        lag(snapshot),
                        snapshot.openTransaction().map(text -> "  " + text).orElse(""),
                        snapshot.state() == State.RUNNING ? "" : "  " + snapshot.reason());
    }

    private static String lag(PipelineSnapshot snapshot) {
        OptionalLong records = snapshot.lagRecords();
        if (records.isEmpty()) {
            return snapshot.brokerResponds() ? "not known yet" : "unknown, the broker does not answer";
        }
        String wait = records.getAsLong() == 0
                ? ""
                : "  oldest waits %,d s".formatted(snapshot.longestWait().toSeconds());
        return "%,d  (%s)%s".formatted(records.getAsLong(), lags(snapshot.partitions()), wait);
    }

    /** Of many partitions, those that lag most: the line is printed every second. */
    private static String lags(List<PartitionSnapshot> partitions) {
        List<PartitionSnapshot> shown = partitions.size() <= TextTable.MOST_ROWS
                ? partitions
                : partitions.stream()
                        .filter(partition -> records(partition) > 0)
                        .sorted(Comparator.comparingLong(ConsumerOutput::records)
                                .reversed())
                        .limit(TextTable.MOST_ROWS)
                        .toList();
        String lags = shown.stream()
                .map(partition -> "p%d %,d".formatted(partition.partition(), records(partition)))
                .collect(Collectors.joining("  "));
        int others = partitions.size() - shown.size();
        if (others == 0) {
            return lags;
        }
        long rest = partitions.stream().mapToLong(ConsumerOutput::records).sum()
                - shown.stream().mapToLong(ConsumerOutput::records).sum();
        return "%s%d %s %,d"
                .formatted(lags.isEmpty() ? "" : lags + "  ", others, shown.isEmpty() ? "partitions" : "others", rest);
    }

    private static long records(PartitionSnapshot partition) {
        return partition.lag().map(Lag::records).orElse(0L);
    }
}
