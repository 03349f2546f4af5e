package io.orderpipeline.consumer.verify;

import io.orderpipeline.common.cli.TextTable;
import io.orderpipeline.consumer.verify.VerifyReport.Example;
import io.orderpipeline.consumer.verify.VerifyReport.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The report for people: numbers by partition, examples, and the verdict in the last line. */
final class ReportText {

    private static final String INDENT = "  ";

    private ReportText() {}

    static List<String> lines(VerifyReport report) {
        List<String> lines = new ArrayList<>();
        lines.add("Orders in topic " + report.range().topic() + " and their rows, by partition");
        lines.addAll(orders(report));
        lines.add("");
        lines.add("Dead letters in " + report.range().deadLetterTopic() + ", by partition of their origin");
        lines.addAll(deadLetters(report));
        int left = report.partitions().size() - shown(report).size();
        if (left > 0) {
            lines.add("");
            lines.add("%,d partitions without records, rows and dead letters".formatted(left));
        }
        for (VerifyCount kind : VerifyCount.values()) {
            lines.addAll(examples(report, kind));
        }
        lines.add("");
        lines.addAll(report.notes());
        lines.add(verdict(report));
        return lines;
    }

    /** In two tables, because all counts in one do not fit in 80 columns. */
    private static List<String> orders(VerifyReport report) {
        List<String> lines = new ArrayList<>();
        lines.addAll(lines(
                new TextTable("rrrrr", "partition", "records", "orders", "rows", "not yet consumed"),
                report,
                VerifyCount.RECORDS,
                VerifyCount.ORDERS,
                VerifyCount.ROWS,
                VerifyCount.NOT_YET_CONSUMED));
        lines.add("");
        lines.addAll(lines(
                new TextTable("rrrrr", "partition", "missing", "wrong", "unexpected", "duplicated"),
                report,
                VerifyCount.MISSING,
                VerifyCount.WRONG,
                VerifyCount.UNEXPECTED,
                VerifyCount.DUPLICATED));
        return lines;
    }

    private static List<String> deadLetters(VerifyReport report) {
        TextTable table = new TextTable(
                "rrrrrrr", "partition", "expected", "found", "missing", "duplicate", "unexpected", "wrong");
        return lines(
                table,
                report,
                VerifyCount.DEAD_LETTERS_EXPECTED,
                VerifyCount.DEAD_LETTERS_FOUND,
                VerifyCount.DEAD_LETTER_MISSING,
                VerifyCount.DEAD_LETTER_DOUBLED,
                VerifyCount.DEAD_LETTER_UNEXPECTED,
                VerifyCount.DEAD_LETTER_DIFFERENT);
    }

    private static List<String> lines(TextTable table, VerifyReport report, VerifyCount... columns) {
        for (PartitionReport partition : shown(report)) {
            Stream<Object> counts = Stream.of(columns).map(partition::of);
            table.row(Stream.concat(Stream.of(name(partition)), counts).toArray());
        }
        return table.lines(INDENT);
    }

    /** Of many partitions, those that have something. */
    private static List<PartitionReport> shown(VerifyReport report) {
        return report.partitions().size() <= TextTable.MOST_ROWS
                ? report.partitions()
                : report.partitions().stream()
                        .filter(partition -> !partition.isEmpty())
                        .toList();
    }

    private static Object name(PartitionReport partition) {
        return partition.partition() == PartitionReport.NONE ? "unknown" : partition.partition();
    }

    private static List<String> examples(VerifyReport report, VerifyCount kind) {
        List<Example> examples = report.partitions().stream()
                .flatMap(partition -> partition.examples().getOrDefault(kind, List.of()).stream())
                .toList();
        if (examples.isEmpty()) {
            return List.of();
        }
        List<String> lines = new ArrayList<>();
        lines.add("");
        lines.add("%s (%,d, the first of each partition)".formatted(kind.title(), report.total(kind)));
        examples.forEach(example -> lines.add(INDENT + line(example)));
        return lines;
    }

    private static String line(Example example) {
        String columns = example.columns().isEmpty() ? "" : "differs in " + String.join(", ", example.columns());
        String orderId = example.orderId() == null ? "" : "order_id " + example.orderId();
        return TextTable.printable(Stream.of(example.place(), orderId, columns, example.note())
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining("  ")));
    }

    private static String verdict(VerifyReport report) {
        String found = Stream.of(VerifyCount.values())
                .filter(kind -> kind.verdict() != Verdict.PASS && report.total(kind) > 0)
                .map(kind -> "%s %,d".formatted(kind.code().replace('-', ' '), report.total(kind)))
                .collect(Collectors.joining(", "));
        return "%s: %s%,d records, %,d orders, %,d rows, %,d dead letters compared in %d.%d s"
                .formatted(
                        report.verdict(),
                        found.isEmpty() ? "" : found + "; ",
                        report.total(VerifyCount.RECORDS),
                        report.total(VerifyCount.ORDERS),
                        report.total(VerifyCount.ROWS),
                        report.total(VerifyCount.DEAD_LETTERS_FOUND),
                        report.elapsed().toSeconds(),
                        report.elapsed().toMillisPart() / 100);
    }
}
