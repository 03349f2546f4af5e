package io.orderpipeline.consumer.terminal;

import io.orderpipeline.common.order.Order;
import io.orderpipeline.common.terminal.ScreenLines;
import io.orderpipeline.consumer.monitoring.EventTimeline.Event;
import io.orderpipeline.consumer.monitoring.PipelineSnapshot;
import java.time.Instant;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jline.utils.AttributedString;

/**
 * Lays out the whole screen as lines of text. Positions depend only on the size of the screen and the number of
 * partitions, so that they do not change between snapshots. The log takes rows from below, and only when there is one.
 */
final class LivePage {

    /** A blank line, a heading and two more lines. */
    private static final int SMALLEST_SECTION = 4;

    private static final int EVENT_LINES = 8;
    private static final int LOG_LINES = 8;

    private static final List<String> HELP = List.of(
            "q   quit: finish the records in flight, print statistics; also Ctrl+C",
            "p   pause: stop polling, finish the records in flight; press p again to resume",
            "h   show or hide this help; also ?",
            "",
            "lag        records of the topic that the group has not stored yet; ? if unknown",
            "behind     how long the oldest of them has been waiting",
            "orders/s   written in the last second",
            "max        end of the scale of the sparkline: orders/s in the seconds before",
            "p50, p99   latency of requests to Cassandra in the last second",
            "to table   p99 of the time from the record's timestamp to its row",
            "requests   requests to Cassandra in progress, and their limit",
            "dead       dead letters: invalid records, written to the dead-letter topic",
            "state      ok; full (polls again when half of its records in flight are stored);",
            "           held up (by Cassandra); paused (with p); other (another process)");

    private final Model model;
    private final TerminalCapabilities terminal;
    private final ScreenLines lines;

    /**
     * What the screen shows at one moment.
     *
     * @param now later than the snapshot
     * @param events the oldest first
     * @param alerts that are firing
     * @param orders the newest ones in Cassandra, by partition
     * @param log the newest lines, the oldest first; empty when the log goes elsewhere
     * @param dashboard its URL; empty when there is none
     * @param paused by the user
     */
    record Model(
            PipelineSnapshot snapshot,
            Instant now,
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
        this.lines = new ScreenLines(terminal.width(), terminal.height());
    }

    /** As many lines as the screen has rows, none wider than the screen. */
    List<AttributedString> lines() {
        List<String> missing = new ArrayList<>();
        lines.addAll(new HeaderLines(model, terminal).lines());
        lines.blank();
        if (model.help()) {
            List<AttributedString> help =
                    HELP.stream().map(AttributedString::new).toList();
            lines.addUpTo(
                    lines.free(), help, rest -> hint("... and %d more lines: enlarge the terminal".formatted(rest)));
        } else {
            PartitionTable table = new PartitionTable(terminal, model.paused());
            table.add(lines, model.snapshot().partitions());
            if (table.hiddenColumns() > 0) {
                missing.add("+%d columns".formatted(table.hiddenColumns()));
            }
            sections(missing);
        }
        return lines.withKeys(keys(missing));
    }

    private void sections(List<String> missing) {
        int free = lines.free();
        int events = free < SMALLEST_SECTION ? 0 : free;
        if (free >= 2 * SMALLEST_SECTION) {
            events = Math.max(SMALLEST_SECTION, Math.min(2 + EVENT_LINES, free / 3 + 1));
        }
        List<String> log = model.log().orElse(List.of());
        int logRows = log.isEmpty() || free < 4 * SMALLEST_SECTION
                ? 0
                : Math.min(2 + Math.min(log.size(), LOG_LINES), (free - events) / 2);
        int orders = free < SMALLEST_SECTION ? 0 : free - events - logRows;
        note(missing, events, "events");
        note(missing, orders, "orders");
        if (!log.isEmpty()) {
            note(missing, logRows, "log");
        }
        events(events);
        orders(orders);
        log(log, logRows);
    }

    private static void note(List<String> missing, int rows, String section) {
        if (rows == 0) {
            missing.add(section);
        }
    }

    private void events(int rows) {
        if (rows == 0) {
            return;
        }
        int end = lines.size() + rows;
        lines.heading("last events", terminal.style().strong());
        List<Event> events = model.events();
        for (Event event : events.subList(Math.max(0, events.size() - (rows - 2)), events.size())) {
            lines.addData("%tT  %-9s  %s"
                    .formatted(
                            LocalTime.ofInstant(event.time(), terminal.zone()),
                            event.kind().name().toLowerCase(Locale.ROOT),
                            event.text()));
        }
        lines.fill(end);
    }

    private void orders(int rows) {
        if (rows == 0) {
            return;
        }
        int end = lines.size() + rows;
        if (rows > SMALLEST_SECTION) {
            lines.blank();
        }
        lines.add(new AttributedString(
                "last orders in Cassandra", terminal.style().strong()));
        lines.addAll(new NewestOrdersTable(terminal).lines(model.orders(), end - lines.size()));
        lines.fill(end);
    }

    private void log(List<String> log, int rows) {
        if (rows == 0) {
            return;
        }
        lines.heading("log", terminal.style().strong());
        log.subList(Math.max(0, log.size() - (rows - 2)), log.size()).forEach(lines::addData);
    }

    private AttributedString keys(List<String> missing) {
        String keys = "q quit   p %s   h %s%s"
                .formatted(
                        model.paused() ? "resume" : "pause",
                        model.help() ? "back" : "help",
                        missing.isEmpty() ? "" : "   larger terminal: " + String.join(", ", missing));
        return hint(keys);
    }

    private AttributedString hint(String text) {
        return new AttributedString(text, terminal.style().faint());
    }
}
