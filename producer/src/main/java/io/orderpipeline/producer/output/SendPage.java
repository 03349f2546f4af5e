package io.orderpipeline.producer.output;

import static io.orderpipeline.producer.output.Numbers.grouped;
import static io.orderpipeline.producer.output.Numbers.milliseconds;
import static io.orderpipeline.producer.output.Numbers.percent;

import io.orderpipeline.common.terminal.ScreenLines;
import io.orderpipeline.common.terminal.ScreenTable;
import io.orderpipeline.common.terminal.ScreenTable.Cell;
import io.orderpipeline.common.terminal.ScreenTable.Column;
import io.orderpipeline.common.terminal.ScreenText;
import io.orderpipeline.common.terminal.Sparkline;
import io.orderpipeline.common.terminal.TextStyle;
import io.orderpipeline.producer.generator.Category;
import io.orderpipeline.producer.send.SendPlan;
import io.orderpipeline.producer.send.SendRun;
import io.orderpipeline.producer.send.SendSnapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;

/**
 * Renders the live view of a run as lines of text.
 *
 * @param stopping whether a stop was requested, and records wait for their acknowledgement
 * @param log the newest lines; empty when the log does not go to the terminal
 */
record SendPage(
        SendPlan plan,
        SendSnapshot snapshot,
        boolean stopping,
        Optional<List<String>> log,
        TextStyle style,
        boolean unicode) {

    private static final String GAP = "   ";
    private static final int LONGEST_SPARKLINE = 60;
    private static final int SHORTEST_SPARKLINE = 10;
    private static final int SCALE_WIDTH = " max 999,999".length();
    private static final int LONGEST_BAR = 60;
    private static final int LOG_LINES = 8;

    /** Of the partitions and the categories, without bars. */
    private static final int PARTITIONS_WIDTH = 36;

    private static final int CATEGORIES_WIDTH = 37;

    /** Returns exactly {@code height} lines, none wider than {@code width}. */
    List<AttributedString> lines(int width, int height) {
        ScreenLines lines = new ScreenLines(width, height);
        lines.add(title());
        lines.add(state());
        lines.blank();
        lines.add(rates(width));
        lines.add("in flight %s   failed %s   behind schedule %s ms"
                .formatted(
                        grouped(snapshot.inFlight()),
                        grouped(snapshot.failed()),
                        grouped(snapshot.scheduleLag().toMillis())));
        lines.add(latency());
        lines.blank();
        addCounts(lines, width);
        addLog(lines);
        return lines.withKeys(faint("q quit"));
    }

    private AttributedString title() {
        return new AttributedStringBuilder()
                .styled(style.strong(), ScreenText.clean("orders > " + plan.topic()) + GAP)
                .append("up %d:%02d:%02d"
                        .formatted(
                                snapshot.elapsed().toHours(),
                                snapshot.elapsed().toMinutesPart(),
                                snapshot.elapsed().toSecondsPart()))
                .append(GAP + "seed " + plan.content().seed())
                .toAttributedString();
    }

    private AttributedString state() {
        if (stopping) {
            return new AttributedString(
                    "STOPPING" + GAP
                            + "up to %d s for acknowledgements; Ctrl+C again ends now"
                                    .formatted(SendRun.DRAIN_AFTER_STOP.toSeconds()),
                    style.warning());
        }
        return snapshot.whyNotReady()
                .map(reason -> new AttributedString("TROUBLE" + GAP + ScreenText.clean(reason), style.bad()))
                .orElseGet(() -> new AttributedString("SENDING", style.good()));
    }

    private AttributedString rates(int width) {
        String figures = "orders/s %,9.0f now  %,9.0f over 10 s  %,9.0f mean  %s wanted"
                .formatted(
                        snapshot.perSecond(),
                        snapshot.overTenSeconds(),
                        snapshot.mean(),
                        plan.pace().isPaced() ? plan.pace().rateText() : "all");
        int free = Math.min(LONGEST_SPARKLINE, width - figures.length() - GAP.length() - SCALE_WIDTH);
        return new AttributedString(
                unicode && free >= SHORTEST_SPARKLINE
                        ? figures + GAP + Sparkline.withScale(snapshot.recent(), free)
                        : figures);
    }

    private AttributedString latency() {
        return new AttributedString("acknowledged after   p50 %s   p99 %s   max %s"
                .formatted(
                        milliseconds(snapshot.latency().getValueAtPercentile(50)),
                        milliseconds(snapshot.latency().getValueAtPercentile(99)),
                        milliseconds(snapshot.latency().getMaxValue())));
    }

    /** Side by side where there is room, so that all categories fit on a small screen. */
    private void addCounts(ScreenLines lines, int width) {
        if (width < PARTITIONS_WIDTH + CATEGORIES_WIDTH) {
            List<AttributedString> partitions = partitions(width);
            lines.addUpTo(lines.free(), partitions, missing -> more(missing, "partitions"));
            lines.blank();
            lines.addUpTo(lines.free(), categories(width), missing -> more(missing, "categories"));
            return;
        }
        int rows = lines.free();
        lines.addAll(beside(
                fitted(partitions(PARTITIONS_WIDTH), rows, "partitions"),
                fitted(categories(width - PARTITIONS_WIDTH), rows, "categories")));
    }

    private List<AttributedString> fitted(List<AttributedString> block, int rows, String what) {
        ScreenLines fitted = new ScreenLines(Integer.MAX_VALUE, rows + 1);
        fitted.addUpTo(rows, block, missing -> more(missing, what));
        return fitted.all();
    }

    private static List<AttributedString> beside(List<AttributedString> left, List<AttributedString> right) {
        List<AttributedString> lines = new ArrayList<>();
        for (int i = 0; i < Math.max(left.size(), right.size()); i++) {
            AttributedString start = i < left.size() ? left.get(i) : AttributedString.EMPTY;
            lines.add(new AttributedStringBuilder()
                    .append(start)
                    .append(" ".repeat(Math.max(0, PARTITIONS_WIDTH - start.length())))
                    .append(i < right.size() ? right.get(i) : AttributedString.EMPTY)
                    .toAttributedString());
        }
        return lines;
    }

    private AttributedString more(int missing, String what) {
        return faint("... and %d more %s".formatted(missing, what));
    }

    private List<AttributedString> partitions(int width) {
        ScreenTable table = new ScreenTable(
                Column.left("partition", 9, 0), Column.right("acknowledged", 14, 0), Column.right("share", 7, 1));
        snapshot.byPartition()
                .forEach((number, count) -> table.row(
                        Cell.of(Integer.toString(number)),
                        Cell.of(grouped(count)),
                        Cell.of(percent(count, snapshot.acknowledged()))));
        return table.lines(width, style.faint());
    }

    private List<AttributedString> categories(int width) {
        int longest = Math.max(0, Math.min(LONGEST_BAR, width - CATEGORIES_WIDTH - 2));
        ScreenTable table = new ScreenTable(
                Column.left("category", 12, 0),
                Column.right("acknowledged", 14, 0),
                Column.right("share", 7, 1),
                Column.left("", longest, 2));
        long most = snapshot.byCategory().values().stream()
                .mapToLong(count -> count)
                .max()
                .orElse(0);
        snapshot.byCategory().entrySet().stream()
                .sorted(Map.Entry.<Category, Long>comparingByKey())
                .forEach(entry -> table.row(
                        Cell.of(entry.getKey().key()),
                        Cell.of(grouped(entry.getValue())),
                        Cell.of(percent(entry.getValue(), snapshot.acknowledged())),
                        Cell.of(bar(entry.getValue(), most, longest))));
        return table.lines(width, style.faint());
    }

    private String bar(long count, long most, int longest) {
        int length = most == 0 ? 0 : (int) Math.round((double) longest * count / most);
        return (unicode ? "█" : "#").repeat(length);
    }

    private void addLog(ScreenLines lines) {
        List<String> all = log.orElse(List.of());
        int rows = Math.min(LOG_LINES, Math.min(all.size(), lines.free() - 2));
        if (rows > 0) {
            lines.heading("log", style.strong());
            all.subList(all.size() - rows, all.size()).forEach(lines::addData);
        }
    }

    private AttributedString faint(String text) {
        return new AttributedString(text, style.faint());
    }
}
