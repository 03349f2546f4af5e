package io.orderpipeline.consumer.terminal;

import io.orderpipeline.common.order.InvalidReason;
import io.orderpipeline.common.terminal.ScreenText;
import io.orderpipeline.common.terminal.Sparkline;
import io.orderpipeline.consumer.monitoring.Counter;
import io.orderpipeline.consumer.monitoring.PartitionSnapshot;
import io.orderpipeline.consumer.monitoring.PipelineSnapshot;
import io.orderpipeline.consumer.monitoring.PipelineSnapshot.State;
import io.orderpipeline.consumer.monitoring.Troubles;
import java.time.Duration;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;
import org.jline.utils.AttributedStyle;

/**
 * The lines above the partition table: state, totals, rates and alerts. Screens of two halves show the breakdown of
 * each figure beside it. The number of lines depends only on the width.
 */
final class HeaderLines {

    private static final String GAP = "   ";

    /** Where the right half begins: the figures of the left one are narrower. */
    private static final int RIGHT_HALF = 92;

    private static final String RATE = "orders/s  ";
    private static final int TITLE_WIDTH = 70;
    private static final int LONGEST_SPARKLINE = 60;
    private static final int SHORTEST_SPARKLINE = 10;
    private static final int SCALE_WIDTH = " max 999,999".length();

    private final LivePage.Model model;
    private final PipelineSnapshot snapshot;
    private final TerminalCapabilities terminal;

    HeaderLines(LivePage.Model model, TerminalCapabilities terminal) {
        this.model = model;
        this.snapshot = model.snapshot();
        this.terminal = terminal;
    }

    List<AttributedString> lines() {
        Stream<AttributedString> top = terminal.hasTwoHalves()
                ? Stream.of(beside(title(), TITLE_WIDTH, services()))
                : Stream.of(title(), services());
        return Stream.concat(
                        top,
                        Stream.of(
                                reason(),
                                AttributedString.EMPTY,
                                beside(totals(), deadLetters()),
                                rates(),
                                beside(times(), categories()),
                                beside(alerts(), work())))
                .toList();
    }

    private AttributedString beside(AttributedString left, String right) {
        return terminal.hasTwoHalves() ? beside(left, RIGHT_HALF, new AttributedString(right)) : left;
    }

    private static AttributedString beside(AttributedString left, int column, AttributedString right) {
        int space = Math.max(GAP.length(), column - ScreenText.width(left.toString()));
        return new AttributedStringBuilder()
                .append(left)
                .append(" ".repeat(space))
                .append(right)
                .toAttributedString();
    }

    private AttributedString title() {
        LocalTime time = LocalTime.ofInstant(model.now(), terminal.zone()).truncatedTo(ChronoUnit.SECONDS);
        return new AttributedStringBuilder()
                .styled(terminal.style().strong(), ScreenText.clean(snapshot.topic() + " > " + snapshot.group()) + GAP)
                .styled(stateStyle(), snapshot.state().name())
                .append(GAP + "up " + PipelineSnapshot.clock(uptime()) + GAP)
                .styled(terminal.style().faint(), "%tT".formatted(time))
                .toAttributedString();
    }

    /** Runs on also when no snapshot comes, while the program stops. */
    private Duration uptime() {
        Duration since = Duration.between(snapshot.time(), model.now());
        return since.isNegative() ? snapshot.uptime() : snapshot.uptime().plus(since);
    }

    private AttributedStyle stateStyle() {
        return switch (snapshot.state()) {
            case RUNNING -> terminal.style().good();
            case DEGRADED -> terminal.style().bad();
            default -> terminal.style().warning();
        };
    }

    private AttributedString services() {
        Troubles troubles = snapshot.troubles();
        AttributedStringBuilder line = new AttributedStringBuilder();
        word(line, troubles.broker().isPresent(), "broker responds", "broker UNAVAILABLE");
        line.append(GAP);
        word(line, troubles.database().isPresent(), "Cassandra accepts writes", "Cassandra UNAVAILABLE");
        line.append(GAP);
        return line.styled(terminal.style().faint(), model.dashboard().orElse("no dashboard"))
                .toAttributedString();
    }

    private void word(AttributedStringBuilder line, boolean isBad, String good, String bad) {
        line.styled(isBad ? terminal.style().bad() : terminal.style().plain(), isBad ? bad : good);
    }

    private AttributedString reason() {
        if (snapshot.state() == State.RUNNING) {
            return new AttributedString(
                    snapshot.openTransaction().orElse(""), terminal.style().warning());
        }
        String action = snapshot.state() == State.STOPPING ? "; Ctrl+C again ends now" : "";
        return new AttributedString(ScreenText.clean(snapshot.reason()) + action, stateStyle());
    }

    private AttributedString totals() {
        return new AttributedString(snapshot.totals()
                .format(
                        terminal.isWide()
                                ? "polled %,d = written %,d + dead-lettered %,d + in flight %,d + handed back %,d"
                                : "polled %,d = written %,d + dead %,d + in flight %,d + back %,d"));
    }

    private String deadLetters() {
        Map<InvalidReason, Long> byReason = new TreeMap<>();
        snapshot.partitions().stream().map(PartitionSnapshot::counts).forEach(counts -> counts.deadLettersByReason()
                .forEach((reason, count) -> byReason.merge(reason, count, Long::sum)));
        return byReason.isEmpty() ? "no dead letter" : breakdown("dead letters", byReason, InvalidReason::code);
    }

    private String categories() {
        Map<String, Long> byCategory = snapshot.writtenByCategory();
        return byCategory.isEmpty() ? "" : breakdown("categories", byCategory, ScreenText::clean);
    }

    /** The largest counts first. */
    private <K extends Comparable<K>> String breakdown(String title, Map<K, Long> counts, Function<K, String> name) {
        List<String> items = counts.entrySet().stream()
                .sorted(Map.Entry.<K, Long>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(Map.Entry.comparingByKey()))
                .map(entry -> name.apply(entry.getKey()) + " " + CompactNumbers.count(entry.getValue()))
                .toList();
        String start = title + "  ";
        return start + ScreenText.list(items, terminal.width() - RIGHT_HALF - start.length());
    }

    private AttributedString rates() {
        AttributedString figures =
                new AttributedString("orders/s %,9.0f now  %,9.0f over 10 s  %,9.0f mean  %9s produced"
                        .formatted(
                                snapshot.written().now(),
                                snapshot.written().overTenSeconds(),
                                snapshot.written().mean(),
                                CompactNumbers.rate(snapshot.produced().now())));
        if (!terminal.unicode()) {
            return figures;
        }
        if (terminal.hasTwoHalves()) {
            return beside(figures, RATE + sparkline(terminal.width() - RIGHT_HALF - RATE.length()));
        }
        int free = terminal.width() - figures.length() - GAP.length();
        return free < SHORTEST_SPARKLINE + SCALE_WIDTH
                ? figures
                : beside(figures, 0, new AttributedString(sparkline(free)));
    }

    private String sparkline(int width) {
        return Sparkline.withScale(snapshot.written().recent(), Math.min(LONGEST_SPARKLINE, width - SCALE_WIDTH));
    }

    private AttributedString times() {
        OptionalLong lag = snapshot.lagRecords();
        String form = "lag %10s, oldest %6s  write p50 %5s p99 %5s ms   to table %5s ms";
        return new AttributedString(form.formatted(
                lag.isPresent() ? CompactNumbers.count(lag.getAsLong()) : CompactNumbers.UNKNOWN,
                lag.isPresent() ? CompactNumbers.time(snapshot.longestWait()) : CompactNumbers.UNKNOWN,
                CompactNumbers.p50(snapshot.write()),
                CompactNumbers.p99(snapshot.write()),
                CompactNumbers.p99(snapshot.endToEnd())));
    }

    private AttributedString alerts() {
        if (model.alerts().isEmpty()) {
            return new AttributedString("no alert", terminal.style().faint());
        }
        int width = terminal.hasTwoHalves() ? RIGHT_HALF - GAP.length() : terminal.width();
        return new AttributedString(
                "ALERT " + ScreenText.list(model.alerts(), width - "ALERT ".length()),
                terminal.style().bad());
    }

    private String work() {
        return "requests to Cassandra  %,d of at most %,d   retries %,d   rebalances %,d"
                .formatted(
                        snapshot.totals().requests(),
                        snapshot.totals().requestLimit(),
                        snapshot.totals().count(Counter.RETRIES),
                        snapshot.rebalances());
    }
}
