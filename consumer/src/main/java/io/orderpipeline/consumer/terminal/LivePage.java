package io.orderpipeline.consumer.terminal;

import io.orderpipeline.common.order.Order;
import io.orderpipeline.common.terminal.ScreenText;
import io.orderpipeline.consumer.monitoring.EventTimeline.Event;
import io.orderpipeline.consumer.monitoring.PipelineSnapshot;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jline.utils.AttributedString;

/**
 * Lays out the whole screen as lines of text. Positions depend only on the size of the screen and the number of
 * partitions, so that they do not change between snapshots.
 */
final class LivePage {

    /** A blank line, a heading and two more lines. */
    private static final int SMALLEST_SECTION = 4;

    private static final int EVENT_LINES = 8;
    private static final int ORDER_LINES = 10;

    private static final List<String> HELP = List.of(
            "q   quit: finish the records in flight, print statistics",
            "p   pause: stop polling, finish the records in flight; press p again to resume",
            "h   show or hide this help; also ?",
            "",
            "lag        records of the topic that the group has not stored yet; ? if unknown",
            "behind     how long the oldest of them has been waiting",
            "orders/s   written in the last second; the sparkline shows the seconds before",
            "p50, p99   latency of requests to Cassandra in the last second",
            "requests   requests to Cassandra in progress, and their limit",
            "state      ok, paused, held up (by Cassandra), other (assigned to another process)");

    private final Model model;
    private final TerminalCapabilities terminal;

    /**
     * What the screen shows at one moment.
     *
     * @param events the oldest first
     * @param alerts that are firing
     * @param orders the newest ones in Cassandra, by partition
     * @param log the newest lines, the oldest first; empty when the log goes elsewhere
     * @param dashboard its URL; empty when there is none
     */
    record Model(
            PipelineSnapshot snapshot,
            List<Event> events,
            List<String> alerts,
            Map<Integer, List<Order>> orders,
            Optional<List<String>> log,
            Optional<String> dashboard,
            boolean paused,
            boolean help) {}

    LivePage(Model model, TerminalCapabilities terminal) {
        this.model = model;
        this.terminal = terminal;
    }

    /** As many lines as the screen has rows, none wider than the screen. */
    List<AttributedString> lines() {
        List<AttributedString> lines = new ArrayList<>(new HeaderLines(model, terminal).lines());
        lines.add(AttributedString.EMPTY);
        if (model.help()) {
            HELP.forEach(line -> lines.add(new AttributedString(line)));
        } else {
            int free = terminal.height() - lines.size() - 1;
            lines.addAll(new PartitionTable(terminal).lines(model.snapshot().partitions(), Math.max(1, free)));
            sections(lines);
        }
        return filled(lines);
    }

    private void sections(List<AttributedString> lines) {
        int free = terminal.height() - lines.size() - 1;
        int events = 0;
        int orders = 0;
        int log = 0;
        if (free >= SMALLEST_SECTION) {
            events = free >= 2 * SMALLEST_SECTION ? Math.min(2 + EVENT_LINES, free / 3 + 1) : free;
            events = Math.max(SMALLEST_SECTION, events);
            orders = free - events;
        }
        if (model.log().isPresent() && free >= 4 * SMALLEST_SECTION) {
            log = free - events - Math.min(2 + ORDER_LINES, (free - events) / 2);
            orders = free - events - log;
        }
        events(lines, events);
        orders(lines, orders);
        log(lines, log);
    }

    private void events(List<AttributedString> lines, int rows) {
        if (rows < SMALLEST_SECTION) {
            return;
        }
        heading(lines, "last events");
        List<Event> events = model.events();
        int end = lines.size() + rows - 2;
        for (Event event : events.subList(Math.max(0, events.size() - (rows - 2)), events.size())) {
            lines.add(line("%tT  %-9s  %s"
                    .formatted(
                            LocalTime.ofInstant(event.time(), terminal.zone()),
                            event.kind().name().toLowerCase(Locale.ROOT),
                            event.text())));
        }
        fill(lines, end);
    }

    private void orders(List<AttributedString> lines, int rows) {
        if (rows < SMALLEST_SECTION) {
            return;
        }
        int end = lines.size() + rows;
        if (rows > SMALLEST_SECTION) {
            lines.add(AttributedString.EMPTY);
        }
        lines.add(new AttributedString(
                "last orders in Cassandra", terminal.style().strong()));
        lines.addAll(new NewestOrdersTable(terminal).lines(model.orders(), end - lines.size()));
        fill(lines, end);
    }

    private void log(List<AttributedString> lines, int rows) {
        if (rows < SMALLEST_SECTION) {
            return;
        }
        heading(lines, "log");
        List<String> log = model.log().orElseThrow();
        log.subList(Math.max(0, log.size() - (rows - 2)), log.size()).forEach(text -> lines.add(line(text)));
    }

    private void heading(List<AttributedString> lines, String heading) {
        lines.add(AttributedString.EMPTY);
        lines.add(new AttributedString(heading, terminal.style().strong()));
    }

    private static AttributedString line(String text) {
        return new AttributedString(ScreenText.clean(text));
    }

    private List<AttributedString> filled(List<AttributedString> lines) {
        int body = Math.max(0, terminal.height() - 1);
        fill(lines, body);
        List<AttributedString> filled = new ArrayList<>(lines.subList(0, body));
        filled.add(keys());
        return filled.stream().map(this::cut).toList();
    }

    private static void fill(List<AttributedString> lines, int count) {
        while (lines.size() < count) {
            lines.add(AttributedString.EMPTY);
        }
    }

    private AttributedString keys() {
        String keys =
                "q quit   " + (model.paused() ? "p resume" : "p pause") + (model.help() ? "   h back" : "   h help");
        return new AttributedString(keys, terminal.style().faint());
    }

    private AttributedString cut(AttributedString line) {
        String text = line.toString();
        return ScreenText.width(text) <= terminal.width()
                ? line
                : new AttributedString(ScreenText.cut(text, terminal.width()), line.styleAt(0));
    }
}
