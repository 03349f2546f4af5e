package io.orderpipeline.consumer.terminal;

import io.orderpipeline.common.terminal.ScreenText;
import io.orderpipeline.common.terminal.Sparkline;
import io.orderpipeline.consumer.monitoring.Lag;
import io.orderpipeline.consumer.monitoring.PipelineSnapshot;
import io.orderpipeline.consumer.monitoring.PipelineState;
import io.orderpipeline.consumer.monitoring.Totals;
import java.time.Duration;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;
import org.jline.utils.AttributedStyle;

/** The lines above the table: how the pipeline is and what it does altogether. As many of them at any time. */
final class HeaderLines {

    private static final String GAP = "   ";
    private static final int CURVE = 40;

    private final LivePageModel scene;
    private final PipelineSnapshot view;
    private final TerminalCapabilities look;

    HeaderLines(LivePageModel scene, TerminalCapabilities look) {
        this.scene = scene;
        this.view = scene.view();
        this.look = look;
    }

    List<AttributedString> lines() {
        return List.of(title(), services(), reason(), AttributedString.EMPTY, totals(), rates(), times(), alerts());
    }

    private AttributedString title() {
        LocalTime time = LocalTime.ofInstant(view.time(), look.zone()).truncatedTo(ChronoUnit.SECONDS);
        return new AttributedStringBuilder()
                .styled(look.ink().strong(), ScreenText.clean(view.topic() + " > " + view.group()) + GAP)
                .styled(stateStyle(), view.state().name())
                .append(GAP + "up " + CompactNumbers.uptime(view.uptime()) + GAP)
                .styled(look.ink().faint(), "%tT".formatted(time))
                .toAttributedString();
    }

    private AttributedStyle stateStyle() {
        return switch (view.state()) {
            case RUNNING -> look.ink().good();
            case DEGRADED -> look.ink().bad();
            default -> look.ink().warning();
        };
    }

    private AttributedString services() {
        boolean inTrouble = view.partitions().stream()
                .anyMatch(partition -> partition.counts().trouble() != null);
        AttributedStringBuilder line = new AttributedStringBuilder();
        word(line, !view.brokerAnswers(), "broker answers", "broker SILENT");
        line.append(GAP);
        word(line, inTrouble, "Cassandra takes orders", "Cassandra IN TROUBLE");
        line.append(GAP);
        return line.styled(look.ink().faint(), scene.dashboard().orElse("no dashboard"))
                .toAttributedString();
    }

    private void word(AttributedStringBuilder line, boolean isBad, String good, String bad) {
        line.styled(isBad ? look.ink().bad() : look.ink().plain(), isBad ? bad : good);
    }

    private AttributedString reason() {
        return view.state() == PipelineState.RUNNING
                ? AttributedString.EMPTY
                : new AttributedString(ScreenText.clean(view.reason()), stateStyle());
    }

    private AttributedString totals() {
        Totals totals = view.totals();
        String form = look.isWide()
                ? "polled %,d = written %,d + dead-lettered %,d + in flight %,d + handed back %,d%s"
                : "polled %,d = written %,d + dead %,d + in flight %,d + back %,d%s";
        return new AttributedString(form.formatted(
                totals.polled(),
                totals.written(),
                totals.deadLettered(),
                totals.inFlight(),
                totals.handedBack(),
                totals.reconcile() ? "" : "  DOES NOT ADD UP"));
    }

    private AttributedString rates() {
        String figures = "orders/s %,9.0f now  %,9.0f over 10 s  %,9.0f mean  %,9.0f come in"
                .formatted(
                        view.written().now(),
                        view.written().overTenSeconds(),
                        view.written().mean(),
                        view.produced().now());
        return new AttributedString(look.isWide() && look.unicode() ? figures + GAP + curve() : figures);
    }

    private String curve() {
        List<Double> recent = view.written().recent();
        double highest = recent.stream().max(Comparator.naturalOrder()).orElse(0.0);
        return Sparkline.of(recent, CURVE, highest);
    }

    private AttributedString times() {
        OptionalLong lag = view.lagRecords();
        String form = "lag %10s, oldest %6s  write p50 %5s p99 %5s ms   to table %5s ms";
        return new AttributedString(form.formatted(
                lag.isPresent() ? CompactNumbers.count(lag.getAsLong()) : CompactNumbers.UNKNOWN,
                lag.isPresent() ? CompactNumbers.time(oldest()) : CompactNumbers.UNKNOWN,
                CompactNumbers.p50(view.write()),
                CompactNumbers.p99(view.write()),
                CompactNumbers.p99(view.endToEnd())));
    }

    private Duration oldest() {
        return view.partitions().stream()
                .map(partition -> partition.lag().map(Lag::behind).orElse(null))
                .filter(Objects::nonNull)
                .max(Comparator.naturalOrder())
                .orElse(Duration.ZERO);
    }

    private AttributedString alerts() {
        return scene.alerts().isEmpty()
                ? new AttributedString("no alert", look.ink().faint())
                : new AttributedString(
                        "ALERT " + String.join(", ", scene.alerts()), look.ink().bad());
    }
}
