package io.orderpipeline.consumer.lookup;

import io.orderpipeline.common.cli.TextTable;
import io.orderpipeline.common.order.DecodeResult;
import io.orderpipeline.consumer.deadletter.RecordPosition;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** A report for people: the verdict in the first line, then what it rests on. */
final class OrderReportText {

    private static final String INDENT = "  ";
    private static final int KEY_LENGTH = 24;
    private static final int MOST_RANGES = 8;

    private OrderReportText() {}

    static List<String> lines(OrderReport report) {
        List<String> lines = new ArrayList<>();
        lines.add(TextTable.printable(report.id() + ": " + report.verdict().text()));
        addRecords(report, lines);
        addDeadLetters(report, lines);
        report.rows().forEach(row -> lines.add(INDENT + row(row)));
        lines.add(INDENT + searched(report.searched()));
        report.notes().forEach(note -> lines.add(INDENT + TextTable.printable(note)));
        return lines;
    }

    private static void addRecords(OrderReport report, List<String> lines) {
        if (report.records().isEmpty()) {
            return;
        }
        TextTable table = new TextTable("lllrl", "record", "time", "key", "bytes", "result");
        report.records()
                .forEach(record -> table.row(
                        record.found().position(),
                        record.found().time(),
                        record.found().key().map(OrderReportText::shortened).orElse("(none)"),
                        record.found().size(),
                        result(record)));
        lines.addAll(table.lines(INDENT));
        if (report.moreRecords() > 0) {
            lines.add(INDENT + "and %,d older records".formatted(report.moreRecords()));
        }
    }

    private static String result(OrderReport.RecordLine record) {
        FoundRecord found = record.found();
        String text = record.finding().text();
        String replay =
                found.replayOf().map(origin -> "; a replay of " + origin).orElse("");
        return found.result() instanceof DecodeResult.Invalid invalid
                ? text + "; " + invalid.detail() + replay
                : "valid, " + text + replay;
    }

    private static String shortened(String key) {
        return key.length() > KEY_LENGTH ? key.substring(0, KEY_LENGTH) + "..." : key;
    }

    private static void addDeadLetters(OrderReport report, List<String> lines) {
        if (report.deadLetters().isEmpty()) {
            return;
        }
        TextTable table = new TextTable("lllll", "dead letter", "time", "of record", "reason", "replayed");
        report.deadLetters()
                .forEach(deadLetter -> table.row(
                        deadLetter.found().position(),
                        deadLetter.found().time(),
                        deadLetter
                                .found()
                                .origin()
                                .map(RecordPosition::toString)
                                .orElse("unknown"),
                        deadLetter.found().reason(),
                        deadLetter
                                .replayed()
                                .map(replayed -> replayed ? "yes" : "no")
                                .orElse("unknown")));
        lines.addAll(table.lines(INDENT));
    }

    private static String row(OrderReport.RowLine row) {
        String values = row.values().entrySet().stream()
                .map(value -> value.getKey() + " " + value.getValue())
                .collect(Collectors.joining(", "));
        return TextTable.printable("row in partition " + row.partition()
                + row.writtenBy().map(position -> ", written from " + position).orElse(", writer unknown")
                + ": " + values);
    }

    private static String searched(Searched searched) {
        String ranges = searched.ranges().stream()
                .limit(MOST_RANGES)
                .map(range -> "p" + range.partition() + " " + range.from() + " to " + range.to())
                .collect(Collectors.joining(", "));
        return "searched %,d records of the topic%s%s%s"
                .formatted(
                        RecordSearch.size(searched.ranges()),
                        ranges.isEmpty() ? "" : ": ",
                        ranges,
                        searched.ranges().size() > MOST_RANGES ? ", ..." : "");
    }
}
