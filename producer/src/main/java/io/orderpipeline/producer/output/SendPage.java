package io.orderpipeline.producer.output;

import static io.orderpipeline.producer.output.Numbers.grouped;
import static io.orderpipeline.producer.output.Numbers.milliseconds;
import static io.orderpipeline.producer.output.Numbers.percent;

import io.orderpipeline.common.terminal.ScreenTable;
import io.orderpipeline.common.terminal.ScreenTable.Cell;
import io.orderpipeline.common.terminal.ScreenTable.Column;
import io.orderpipeline.common.terminal.ScreenText;
import io.orderpipeline.common.terminal.Sparkline;
import io.orderpipeline.common.terminal.TextStyle;
import io.orderpipeline.producer.generator.Category;
import io.orderpipeline.producer.send.SendPlan;
import io.orderpipeline.producer.send.SendSnapshot;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;

/** Renders the live view of a run as lines of text. */
record SendPage(SendPlan plan, SendSnapshot snapshot, Optional<List<String>> log, TextStyle style, boolean unicode) {

    private static final String GAP = "   ";
    private static final int CURVE = 30;
    private static final int BAR = 30;

    /** Returns exactly {@code height} lines, none wider than {@code width}. */
    List<AttributedString> lines(int width, int height) {
        List<AttributedString> lines = new ArrayList<>();
        lines.add(title());
        lines.add(state());
        lines.add(AttributedString.EMPTY);
        lines.add(rates(width));
        lines.add(plain("in flight %s   failed %s   behind schedule %s ms"
                .formatted(
                        grouped(snapshot.inFlight()),
                        grouped(snapshot.failed()),
                        grouped(snapshot.scheduleLag().toMillis()))));
        lines.add(latency());
        lines.add(AttributedString.EMPTY);
        lines.addAll(partitions(width));
        lines.add(AttributedString.EMPTY);
        lines.addAll(categories(width));
        addLog(lines, height);
        return filled(lines, width, height);
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
        boolean hasRoom = figures.length() + GAP.length() + CURVE <= width;
        return plain(unicode && hasRoom ? figures + GAP + curve() : figures);
    }

    private String curve() {
        double highest =
                snapshot.recent().stream().max(Comparator.naturalOrder()).orElse(0.0);
        return Sparkline.of(snapshot.recent(), CURVE, highest);
    }

    private AttributedString latency() {
        return plain("acknowledged after   p50 %s   p99 %s   max %s"
                .formatted(
                        milliseconds(snapshot.latency().getValueAtPercentile(50)),
                        milliseconds(snapshot.latency().getValueAtPercentile(99)),
                        milliseconds(snapshot.latency().getMaxValue())));
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
        ScreenTable table = new ScreenTable(
                Column.left("category", 12, 0),
                Column.right("acknowledged", 14, 0),
                Column.right("share", 7, 1),
                Column.left("", BAR, 2));
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
                        Cell.of(bar(entry.getValue(), most))));
        return table.lines(width, style.faint());
    }

    private String bar(long count, long most) {
        int length = most == 0 ? 0 : (int) Math.round((double) BAR * count / most);
        return (unicode ? "█" : "#").repeat(length);
    }

    private void addLog(List<AttributedString> lines, int height) {
        int free = height - lines.size() - 3;
        if (log.isPresent() && free > 0) {
            lines.add(AttributedString.EMPTY);
            lines.add(new AttributedString("log", style.strong()));
            List<String> all = log.get();
            all.subList(Math.max(0, all.size() - free), all.size())
                    .forEach(line -> lines.add(plain(ScreenText.clean(line))));
        }
    }

    private List<AttributedString> filled(List<AttributedString> lines, int width, int height) {
        int body = Math.max(0, height - 1);
        while (lines.size() < body) {
            lines.add(AttributedString.EMPTY);
        }
        List<AttributedString> filled = new ArrayList<>(lines.subList(0, body));
        filled.add(new AttributedString("q quit", style.faint()));
        return filled.stream().map(line -> cut(line, width)).toList();
    }

    private static AttributedString cut(AttributedString line, int width) {
        String text = line.toString();
        return ScreenText.width(text) <= width
                ? line
                : new AttributedString(ScreenText.cut(text, width), line.styleAt(0));
    }

    private static AttributedString plain(String text) {
        return new AttributedString(text);
    }
}
