package io.orderpipeline.producer.output;

import static io.orderpipeline.producer.output.Numbers.grouped;
import static io.orderpipeline.producer.output.Numbers.milliseconds;
import static io.orderpipeline.producer.output.Numbers.percent;

import io.orderpipeline.common.cli.TextTable;
import io.orderpipeline.producer.generator.RecordKind;
import io.orderpipeline.producer.send.PaceSettings;
import io.orderpipeline.producer.send.SendReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.HdrHistogram.Histogram;

/** Formats the final statistics as text. */
record ProducerStatistics(SendReport report) {

    List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add("");
        lines.addAll(partitions());
        lines.add("");
        lines.addAll(categories());
        lines.add("");
        lines.addAll(records());
        lines.add("");
        lines.addAll(summary());
        report.failures().forEach(failure -> lines.add("failed        " + failure));
        lines.add("total         " + reconciliation());
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
        Histogram latency = report.latency();
        return List.of(
                "topic         " + report.plan().topic(),
                "seed          " + report.plan().content().seed(),
                "duration      " + Numbers.seconds(seconds),
                "rate          " + grouped(Math.round(report.totalAcknowledged() / seconds)) + " acknowledged a second"
                        + target(),
                "latency       "
                        + String.format(
                                Locale.ROOT,
                                "p50 %s, p90 %s, p99 %s, p99.9 %s, max %s%s",
                                milliseconds(latency.getValueAtPercentile(50)),
                                milliseconds(latency.getValueAtPercentile(90)),
                                milliseconds(latency.getValueAtPercentile(99)),
                                milliseconds(latency.getValueAtPercentile(99.9)),
                                milliseconds(latency.getMaxValue()),
                                report.plan().pace().isPaced() ? ", from the intended time" : ", from the send"));
    }

    private String target() {
        PaceSettings pace = report.plan().pace();
        return pace.isPaced()
                ? " of " + pace.ordersPerSecond() + " asked for, behind by "
                        + grouped(report.largestLag().toMillis()) + " ms at most"
                : "";
    }

    private String reconciliation() {
        String parts = "made " + grouped(report.totalMade()) + " = acknowledged " + grouped(report.totalAcknowledged())
                + " + failed " + grouped(report.failed());
        return report.unacknowledged() == 0 ? parts : parts + " + unacknowledged " + grouped(report.unacknowledged());
    }
}
