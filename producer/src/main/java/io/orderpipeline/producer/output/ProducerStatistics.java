package io.orderpipeline.producer.output;

import static io.orderpipeline.producer.output.Numbers.grouped;
import static io.orderpipeline.producer.output.Numbers.milliseconds;
import static io.orderpipeline.producer.output.Numbers.percent;

import io.orderpipeline.common.cli.TextTable;
import io.orderpipeline.common.terminal.ScreenText;
import io.orderpipeline.producer.generator.RecordKind;
import io.orderpipeline.producer.send.PaceSettings;
import io.orderpipeline.producer.send.SendReport;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.HdrHistogram.Histogram;

/** Formats the final statistics as text that fits in {@link ScreenText#STANDARD_WIDTH} columns. */
record ProducerStatistics(SendReport report) {

    private static final String LABEL = "%-14s";
    private static final Pattern WORDS = Pattern.compile(" ");

    /** @param totalsWidth of the last line, which breaks only on a terminal: scripts read it */
    List<String> lines(int totalsWidth) {
        List<String> lines = new ArrayList<>();
        lines.add("");
        lines.addAll(partitions());
        lines.add("");
        lines.addAll(categories());
        lines.add("");
        lines.addAll(records());
        lines.add("");
        lines.addAll(summary());
        report.failures()
                .forEach(failure ->
                        lines.addAll(row("failed", WORDS.splitAsStream(failure).toList())));
        lines.addAll(row("total", reconciliation(), totalsWidth));
        return lines;
    }

    private List<String> partitions() {
        TextTable table = new TextTable("lrrr", "partition", "acknowledged", "share", "last offset");
        report.partitions()
                .forEach((number, partition) -> table.row(
                        report.plan().topic() + "-" + number,
                        grouped(partition.acknowledged()),
                        percent(partition.acknowledged(), report.totalAcknowledged()),
                        partition.lastOffset() < 0 ? "-" : String.valueOf(partition.lastOffset())));
        return table.lines("");
    }

    private List<String> categories() {
        TextTable table = new TextTable("lrrr", "category", "partition", "acknowledged", "share");
        report.categories()
                .forEach((category, count) -> table.row(
                        category.key(),
                        String.valueOf(report.plan().spread().partitionOf(category)),
                        grouped(count),
                        percent(count, report.totalAcknowledged())));
        return table.lines("");
    }

    private List<String> records() {
        TextTable table = new TextTable("lrr", "records", "made", "acknowledged");
        addRecords(table, "orders", RecordKind.ORDER);
        addRecords(table, "duplicates", RecordKind.DUPLICATE);
        addRecords(table, "invalid", RecordKind.INVALID);
        return table.lines("");
    }

    private void addRecords(TextTable table, String name, RecordKind kind) {
        table.row(
                name,
                grouped(report.made().get(kind)),
                grouped(report.acknowledged().get(kind)));
    }

    private List<String> summary() {
        double seconds = report.elapsed().toNanos() / 1e9;
        List<String> lines = new ArrayList<>();
        lines.add(LABEL.formatted("topic") + report.plan().topic());
        lines.add(LABEL.formatted("seed") + report.plan().content().seed());
        lines.add(LABEL.formatted("duration") + Numbers.seconds(seconds));
        lines.addAll(row("rate", rate(seconds)));
        lines.addAll(row("latency", latency()));
        return lines;
    }

    private List<String> rate(double seconds) {
        String rate = grouped(Math.round(report.totalAcknowledged() / seconds)) + " acknowledged a second";
        PaceSettings pace = report.plan().pace();
        return pace.isPaced()
                ? List.of(
                        rate,
                        "of " + pace.ordersPerSecond() + " asked for,",
                        "behind by " + grouped(report.largestLag().toMillis()) + " ms at most")
                : List.of(rate);
    }

    private List<String> latency() {
        Histogram latency = report.latency();
        List<String> parts = new ArrayList<>();
        for (String percentile : List.of("50", "90", "99", "99.9")) {
            long value = latency.getValueAtPercentile(Double.parseDouble(percentile));
            parts.add("p" + percentile + " " + milliseconds(value) + ",");
        }
        parts.add("max " + milliseconds(latency.getMaxValue()) + ",");
        parts.add(report.plan().pace().isPaced() ? "from the intended time" : "from the send");
        return parts;
    }

    private List<String> reconciliation() {
        List<String> parts = new ArrayList<>(List.of(
                "made " + grouped(report.totalMade()),
                "= acknowledged " + grouped(report.totalAcknowledged()),
                "+ failed " + grouped(report.failed())));
        if (report.unacknowledged() != 0) {
            parts.add("+ unacknowledged " + grouped(report.unacknowledged()));
        }
        return parts;
    }

    private static List<String> row(String label, List<String> parts) {
        return row(label, parts, ScreenText.QUOTED_WIDTH);
    }

    private static List<String> row(String label, List<String> parts, int width) {
        String start = LABEL.formatted(label);
        List<String> all = new ArrayList<>(parts);
        all.set(0, start + parts.get(0));
        return ScreenText.wrap(all, width, " ".repeat(start.length()));
    }
}
