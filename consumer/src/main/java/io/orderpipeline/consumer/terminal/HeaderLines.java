package io.orderpipeline.consumer.terminal;

import io.orderpipeline.common.terminal.ScreenText;
import io.orderpipeline.common.terminal.Sparkline;
import io.orderpipeline.consumer.monitoring.PipelineSnapshot;
import io.orderpipeline.consumer.monitoring.PipelineSnapshot.State;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalLong;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;
import org.jline.utils.AttributedStyle;

/** The lines above the partition table: state, totals, rates and alerts. Their number is constant. */
final class HeaderLines {

    private static final String GAP = "   ";
    private static final int SPARKLINE_WIDTH = 40;

    private final LivePage.Model model;
    private final PipelineSnapshot snapshot;
    private final TerminalCapabilities terminal;

    HeaderLines(LivePage.Model model, TerminalCapabilities terminal) {
        this.model = model;
        this.snapshot = model.snapshot();
        this.terminal = terminal;
    }

    List<AttributedString> lines() {
        return List.of(title(), services(), reason(), AttributedString.EMPTY, totals(), rates(), times(), alerts());
    }

    private AttributedString title() {
        LocalTime time = LocalTime.ofInstant(snapshot.time(), terminal.zone()).truncatedTo(ChronoUnit.SECONDS);
        return new AttributedStringBuilder()
                .styled(terminal.style().strong(), ScreenText.clean(snapshot.topic() + " > " + snapshot.group()) + GAP)
                .styled(stateStyle(), snapshot.state().name())
                .append(GAP + "up " + snapshot.uptimeText() + GAP)
                .styled(terminal.style().faint(), "%tT".formatted(time))
                .toAttributedString();
    }

    private AttributedStyle stateStyle() {
        return switch (snapshot.state()) {
            case RUNNING -> terminal.style().good();
            case DEGRADED -> terminal.style().bad();
            default -> terminal.style().warning();
        };
    }

    private AttributedString services() {
        boolean unavailable = snapshot.partitions().stream()
                .anyMatch(partition -> partition.counts().trouble() != null);
        AttributedStringBuilder line = new AttributedStringBuilder();
        word(line, !snapshot.brokerResponds(), "broker responds", "broker NOT RESPONDING");
        line.append(GAP);
        word(line, unavailable, "Cassandra accepts writes", "Cassandra UNAVAILABLE");
        line.append(GAP);
        return line.styled(terminal.style().faint(), model.dashboard().orElse("no dashboard"))
                .toAttributedString();
    }

    private void word(AttributedStringBuilder line, boolean isBad, String good, String bad) {
        line.styled(isBad ? terminal.style().bad() : terminal.style().plain(), isBad ? bad : good);
    }

    private AttributedString reason() {
        return snapshot.state() == State.RUNNING
                ? new AttributedString(
                        snapshot.openTransaction().orElse(""), terminal.style().warning())
                : new AttributedString(ScreenText.clean(snapshot.reason()), stateStyle());
    }

    private AttributedString totals() {
        return new AttributedString(snapshot.totals()
                .format(
                        terminal.isWide()
                                ? "polled %,d = written %,d + dead-lettered %,d + in flight %,d + handed back %,d"
                                : "polled %,d = written %,d + dead %,d + in flight %,d + back %,d"));
    }

    private AttributedString rates() {
        String figures = "orders/s %,9.0f now  %,9.0f over 10 s  %,9.0f mean  %9s produced"
                .formatted(
                        snapshot.written().now(),
                        snapshot.written().overTenSeconds(),
                        snapshot.written().mean(),
                        CompactNumbers.rate(snapshot.produced().now()));
        return new AttributedString(terminal.isWide() && terminal.unicode() ? figures + GAP + sparkline() : figures);
    }

    private String sparkline() {
        List<Double> recent = snapshot.written().recent();
        double highest = recent.stream().max(Comparator.naturalOrder()).orElse(0.0);
        return Sparkline.of(recent, SPARKLINE_WIDTH, highest);
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
        return model.alerts().isEmpty()
                ? new AttributedString("no alert", terminal.style().faint())
                : new AttributedString(
                        "ALERT " + String.join(", ", model.alerts()),
                        terminal.style().bad());
    }
}
