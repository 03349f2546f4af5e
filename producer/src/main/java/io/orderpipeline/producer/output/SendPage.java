package io.orderpipeline.producer.output;

import static io.orderpipeline.producer.send.Numbers.grouped;
import static io.orderpipeline.producer.send.Numbers.milliseconds;
import static io.orderpipeline.producer.send.Numbers.percent;

import io.orderpipeline.common.terminal.Cell;
import io.orderpipeline.common.terminal.Column;
import io.orderpipeline.common.terminal.ScreenTable;
import io.orderpipeline.common.terminal.ScreenText;
import io.orderpipeline.common.terminal.Sparkline;
import io.orderpipeline.common.terminal.TextStyle;
import io.orderpipeline.producer.generator.Category;
import io.orderpipeline.producer.send.Numbers;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;

/** The whole screen of a run as lines of text. */
final class SendPage {

    private static final String GAP = "   ";
    private static final int CURVE = 30;
    private static final int BAR = 30;

    private final RunSubject subject;
    private final SendSnapshot view;
    private final Optional<List<String>> log;
    private final TextStyle ink;
    private final boolean unicode;

    /** @param log lines that are meant for the terminal; empty when they go elsewhere */
    SendPage(RunSubject subject, SendSnapshot view, Optional<List<String>> log, TextStyle ink, boolean unicode) {
        this.subject = subject;
        this.view = view;
        this.log = log;
        this.ink = ink;
        this.unicode = unicode;
    }

    /** As many as the screen has rows, none wider than it. */
    List<AttributedString> lines(int width, int height) {
        List<AttributedString> lines = new ArrayList<>();
        lines.add(title());
        lines.add(state());
        lines.add(AttributedString.EMPTY);
        lines.add(rates(width));
        lines.add(plain("in flight %s   failed %s   behind schedule %s ms"
                .formatted(
                        grouped(view.inFlight()),
                        grouped(view.failed()),
                        grouped(view.behind().toMillis()))));
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
                .styled(ink.strong(), ScreenText.clean("orders > " + subject.topic()) + GAP)
                .append("up %d:%02d:%02d"
                        .formatted(
                                view.elapsed().toHours(),
                                view.elapsed().toMinutesPart(),
                                view.elapsed().toSecondsPart()))
                .append(GAP + "seed " + subject.seed())
                .toAttributedString();
    }

    private AttributedString state() {
        return view.whyNotReady()
                .map(reason -> new AttributedString("TROUBLE" + GAP + ScreenText.clean(reason), ink.bad()))
                .orElseGet(() -> new AttributedString("SENDING", ink.good()));
    }

    private AttributedString rates(int width) {
        String figures = "orders/s %,9.0f now  %,9.0f over 10 s  %,9.0f mean  %s wanted"
                .formatted(
                        view.perSecond(),
                        view.overTenSeconds(),
                        view.mean(),
                        subject.pace().isPaced() ? Numbers.plain(subject.pace().ordersPerSecond()) : "all");
        boolean hasRoom = figures.length() + GAP.length() + CURVE <= width;
        return plain(unicode && hasRoom ? figures + GAP + curve() : figures);
    }

    private String curve() {
        double highest = view.recent().stream().max(Comparator.naturalOrder()).orElse(0.0);
        return Sparkline.of(view.recent(), CURVE, highest);
    }

    private AttributedString latency() {
        return plain("acknowledged after   p50 %s   p99 %s   max %s"
                .formatted(
                        milliseconds(view.latency().getValueAtPercentile(50)),
                        milliseconds(view.latency().getValueAtPercentile(99)),
                        milliseconds(view.latency().getMaxValue())));
    }

    private List<AttributedString> partitions(int width) {
        ScreenTable table = new ScreenTable(
                Column.left("partition", 9, 0), Column.right("acknowledged", 14, 0), Column.right("share", 7, 1));
        view.byPartition()
                .forEach((number, count) -> table.row(
                        Cell.of(Integer.toString(number)),
                        Cell.of(grouped(count)),
                        Cell.of(percent(count, view.acknowledged()))));
        return table.lines(width, ink.faint());
    }

    private List<AttributedString> categories(int width) {
        ScreenTable table = new ScreenTable(
                Column.left("category", 12, 0),
                Column.right("acknowledged", 14, 0),
                Column.right("share", 7, 1),
                Column.left("", BAR, 2));
        long most = view.byCategory().values().stream()
                .mapToLong(count -> count)
                .max()
                .orElse(0);
        view.byCategory().entrySet().stream()
                .sorted(Map.Entry.<Category, Long>comparingByKey())
                .forEach(entry -> table.row(
                        Cell.of(entry.getKey().key()),
                        Cell.of(grouped(entry.getValue())),
                        Cell.of(percent(entry.getValue(), view.acknowledged())),
                        Cell.of(bar(entry.getValue(), most))));
        return table.lines(width, ink.faint());
    }

    private String bar(long count, long most) {
        int length = most == 0 ? 0 : (int) Math.round((double) BAR * count / most);
        return (unicode ? "█" : "#").repeat(length);
    }

    private void addLog(List<AttributedString> lines, int height) {
        int free = height - lines.size() - 3;
        if (log.isPresent() && free > 0) {
            lines.add(AttributedString.EMPTY);
            lines.add(new AttributedString("log", ink.strong()));
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
        filled.add(new AttributedString("q quit", ink.faint()));
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
