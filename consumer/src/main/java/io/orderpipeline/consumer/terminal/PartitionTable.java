package io.orderpipeline.consumer.terminal;

import io.orderpipeline.common.terminal.ScreenLines;
import io.orderpipeline.common.terminal.ScreenTable;
import io.orderpipeline.common.terminal.ScreenTable.Cell;
import io.orderpipeline.common.terminal.ScreenTable.Column;
import io.orderpipeline.common.terminal.Sparkline;
import io.orderpipeline.consumer.monitoring.Counter;
import io.orderpipeline.consumer.monitoring.PartitionCounts;
import io.orderpipeline.consumer.monitoring.PartitionSnapshot;
import io.orderpipeline.consumer.monitoring.PartitionSnapshot.Lag;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStyle;

/** Lays out one row for each partition; narrow screens show the most important columns. One thread. */
final class PartitionTable {

    private static final String THREAD_PREFIX = "partition-consumer-";

    private final TerminalCapabilities terminal;
    private final boolean pausedByUser;
    private final int sparklineWidth;
    private int hiddenColumns;

    PartitionTable(TerminalCapabilities terminal, boolean pausedByUser) {
        this.terminal = terminal;
        this.pausedByUser = pausedByUser;
        this.sparklineWidth = terminal.isWide() ? 30 : 10;
    }

    /** Adds as many partitions as fit; when there are more, the last row says so. */
    void add(ScreenLines lines, List<PartitionSnapshot> partitions) {
        double highest = partitions.stream()
                .mapToDouble(partition -> Sparkline.highest(partition.rates().recent()))
                .max()
                .orElse(0);
        ScreenTable table = table(highest);
        partitions.forEach(partition -> row(table, partition, highest));
        hiddenColumns = table.hiddenColumns(terminal.width());
        lines.addUpTo(
                lines.free(),
                table.lines(terminal.width(), terminal.style().strong()),
                missing -> rest(partitions.subList(Math.max(0, partitions.size() - missing), partitions.size())));
    }

    /** How many columns did not fit. */
    int hiddenColumns() {
        return hiddenColumns;
    }

    /** @param highest the end of the scale of all sparklines */
    private ScreenTable table(double highest) {
        return new ScreenTable(
                Column.right("p", 2, 0),
                Column.left("state", 7, 1),
                Column.left("thread", 6, 7),
                Column.right("committed", 11, 3),
                Column.right("end", 11, 4),
                Column.right("lag", 9, 0),
                Column.right("behind", 6, 1),
                Column.right("orders/s", 8, 0),
                sparkline(highest),
                Column.right("p50 ms", 6, 6),
                Column.right("p99 ms", 6, 1),
                Column.right("in flight", 9, 2),
                Column.right("requests", 8, 5),
                Column.right("retries", 7, 4),
                Column.right("dead", 5, 1));
    }

    private Column sparkline(double highest) {
        // Wide enough for its heading, so that columns do not move.
        int width = Math.max(sparklineWidth, "max 999,999".length());
        return terminal.unicode() ? Column.left(Sparkline.scale(highest), width, 2) : Column.left("", 0, 9);
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
        if (!counts.paused()) {
            return Cell.of("ok");
        }
        return pausedByUser ? new Cell("paused", warning()) : Cell.of("full");
    }

    private AttributedStyle plain() {
        return terminal.style().plain();
    }

    private AttributedStyle warning() {
        return terminal.style().warning();
    }

    private AttributedString rest(List<PartitionSnapshot> missing) {
        long heldUp = missing.stream()
                .filter(partition -> partition.counts().trouble() != null)
                .count();
        String rest = "... and %d more partitions%s: larger terminal, or the dashboard"
                .formatted(missing.size(), heldUp == 0 ? "" : ", %d held up".formatted(heldUp));
        return new AttributedString(
                rest, heldUp == 0 ? terminal.style().faint() : terminal.style().bad());
    }
}
