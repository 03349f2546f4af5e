package io.orderpipeline.consumer.terminal;

import io.orderpipeline.common.terminal.ScreenTable;
import io.orderpipeline.common.terminal.ScreenTable.Cell;
import io.orderpipeline.common.terminal.ScreenTable.Column;
import io.orderpipeline.common.terminal.Sparkline;
import io.orderpipeline.consumer.monitoring.Counter;
import io.orderpipeline.consumer.monitoring.PartitionCounts;
import io.orderpipeline.consumer.monitoring.PartitionSnapshot;
import io.orderpipeline.consumer.monitoring.PartitionSnapshot.Lag;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStyle;

/** Lays out one row for each partition; narrow screens show the most important columns. */
final class PartitionTable {

    private static final String THREAD_PREFIX = "partition-consumer-";

    private final TerminalCapabilities terminal;
    private final int sparklineWidth;

    PartitionTable(TerminalCapabilities terminal) {
        this.terminal = terminal;
        this.sparklineWidth = terminal.isWide() ? 30 : 10;
    }

    /** @param rows including the headings; when there are more partitions, the last row says so */
    List<AttributedString> lines(List<PartitionSnapshot> partitions, int rows) {
        ScreenTable table = table();
        double highest = partitions.stream()
                .flatMap(partition -> partition.rates().recent().stream())
                .mapToDouble(Double::doubleValue)
                .max()
                .orElse(0);
        partitions.forEach(partition -> row(table, partition, highest));
        List<AttributedString> lines =
                table.lines(terminal.width(), terminal.style().strong());
        return lines.size() <= rows ? lines : shortened(lines, rows);
    }

    private ScreenTable table() {
        return new ScreenTable(
                Column.right("p", 2, 0),
                Column.left("state", 7, 1),
                Column.left("thread", 6, 7),
                Column.right("committed", 11, 3),
                Column.right("end", 11, 4),
                Column.right("lag", 9, 0),
                Column.right("behind", 6, 1),
                Column.right("orders/s", 8, 0),
                Column.left("last seconds", terminal.unicode() ? sparklineWidth : 0, terminal.unicode() ? 2 : 9),
                Column.right("p50 ms", 6, 6),
                Column.right("p99 ms", 6, 1),
                Column.right("in flight", 9, 2),
                Column.right("requests", 8, 5),
                Column.right("retries", 7, 4),
                Column.right("dead", 5, 1));
    }

    private void row(ScreenTable table, PartitionSnapshot partition, double highest) {
        PartitionCounts counts = partition.counts();
        Optional<Lag> lag = partition.lag();
        long deadLetters = counts.count(Counter.DEAD_LETTERED);
        table.row(
                Cell.of(counts.partition()),
                state(counts),
                Cell.of(counts.assignment().thread().replace(THREAD_PREFIX, "")),
                Cell.of(of(lag, known -> CompactNumbers.count(known.committed()))),
                Cell.of(of(lag, known -> CompactNumbers.count(known.end()))),
                Cell.of(of(lag, known -> CompactNumbers.count(known.records()))),
                Cell.of(of(lag, known -> CompactNumbers.time(known.behind()))),
                Cell.of(CompactNumbers.rate(partition.rates().now())),
                Cell.of(terminal.unicode() ? Sparkline.of(partition.rates().recent(), sparklineWidth, highest) : ""),
                Cell.of(CompactNumbers.p50(partition.write())),
                Cell.of(CompactNumbers.p99(partition.write())),
                Cell.of(counts.count(Counter.IN_FLIGHT)),
                Cell.of(counts.requests().inProgress() + "/" + counts.requests().limit()),
                Cell.of(counts.count(Counter.RETRIES)),
                new Cell(CompactNumbers.count(deadLetters), deadLetters == 0 ? plain() : warning()));
    }

    private static String of(Optional<Lag> lag, Function<Lag, String> text) {
        return lag.map(text).orElse(CompactNumbers.UNKNOWN);
    }

    private Cell state(PartitionCounts counts) {
        if (!counts.owned()) {
            return new Cell("other", terminal.style().faint());
        }
        if (counts.trouble() != null) {
            return new Cell("held up", terminal.style().bad());
        }
        return counts.paused() ? new Cell("paused", warning()) : Cell.of("ok");
    }

    private AttributedStyle plain() {
        return terminal.style().plain();
    }

    private AttributedStyle warning() {
        return terminal.style().warning();
    }

    private List<AttributedString> shortened(List<AttributedString> lines, int rows) {
        int kept = Math.max(0, rows - 1);
        String rest =
                "... and %d more partitions: enlarge the terminal, or use the dashboard".formatted(lines.size() - kept);
        List<AttributedString> shortened = new ArrayList<>(lines.subList(0, kept));
        shortened.add(new AttributedString(rest, terminal.style().faint()));
        return shortened;
    }
}
