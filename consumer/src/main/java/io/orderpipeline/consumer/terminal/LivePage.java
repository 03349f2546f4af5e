package io.orderpipeline.consumer.terminal;

import io.orderpipeline.common.terminal.ScreenText;
import io.orderpipeline.consumer.monitoring.Event;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jline.utils.AttributedString;

/**
 * The whole screen as lines of text. Where something stands depends on the size of the screen and the number of
 * partitions and on nothing else, so that the eye finds it where it was.
 */
final class LivePage {

    /** A blank line, a heading and two lines below it. */
    private static final int SMALLEST_SECTION = 4;

    private static final int EVENT_LINES = 8;
    private static final int ORDER_LINES = 10;

    private static final List<String> HELP = List.of(
            "q   quit: finish what is under way, print statistics",
            "p   pause: poll nothing more, finish what is in flight; p again goes on",
            "h   this help, and back; ? does the same",
            "",
            "lag        records of the topic that the group has not stored yet; ? is not known",
            "behind     for how long the oldest of them has been waiting",
            "orders/s   written in the last second; the curve shows the seconds before it",
            "p50, p99   time of a request to Cassandra in the last second",
            "requests   under way now, and how many may be",
            "state      ok, paused, held up (by Cassandra), not us (another process has it)");

    private final LivePageModel scene;
    private final TerminalCapabilities look;

    LivePage(LivePageModel scene, TerminalCapabilities look) {
        this.scene = scene;
        this.look = look;
    }

    /** As many as the screen has rows, none wider than it. */
    List<AttributedString> lines() {
        List<AttributedString> lines = new ArrayList<>(new HeaderLines(scene, look).lines());
        lines.add(AttributedString.EMPTY);
        if (scene.help()) {
            HELP.forEach(line -> lines.add(new AttributedString(line)));
        } else {
            int free = look.height() - lines.size() - 1;
            lines.addAll(new PartitionTable(look).lines(scene.view().partitions(), Math.max(1, free)));
            sections(lines);
        }
        return filled(lines);
    }

    private void sections(List<AttributedString> lines) {
        int free = look.height() - lines.size() - 1;
        int events = 0;
        int orders = 0;
        int log = 0;
        if (free >= SMALLEST_SECTION) {
            events = free >= 2 * SMALLEST_SECTION ? Math.min(2 + EVENT_LINES, free / 3 + 1) : free;
            events = Math.max(SMALLEST_SECTION, events);
            orders = free - events;
        }
        if (scene.log().isPresent() && free >= 4 * SMALLEST_SECTION) {
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
        List<Event> events = scene.events();
        int end = lines.size() + rows - 2;
        for (Event event : events.subList(Math.max(0, events.size() - (rows - 2)), events.size())) {
            lines.add(line("%tT  %-9s  %s"
                    .formatted(
                            LocalTime.ofInstant(event.time(), look.zone()),
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
        lines.add(new AttributedString("last orders in Cassandra", look.ink().strong()));
        lines.addAll(new NewestOrdersTable(look).lines(scene.orders(), end - lines.size()));
        fill(lines, end);
    }

    private void log(List<AttributedString> lines, int rows) {
        if (rows < SMALLEST_SECTION) {
            return;
        }
        heading(lines, "log");
        List<String> log = scene.log().orElseThrow();
        log.subList(Math.max(0, log.size() - (rows - 2)), log.size()).forEach(text -> lines.add(line(text)));
    }

    private void heading(List<AttributedString> lines, String heading) {
        lines.add(AttributedString.EMPTY);
        lines.add(new AttributedString(heading, look.ink().strong()));
    }

    private static AttributedString line(String text) {
        return new AttributedString(ScreenText.clean(text));
    }

    private List<AttributedString> filled(List<AttributedString> lines) {
        int body = Math.max(0, look.height() - 1);
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
                "q quit   " + (scene.paused() ? "p go on" : "p pause") + (scene.help() ? "   h back" : "   h help");
        return new AttributedString(keys, look.ink().faint());
    }

    private AttributedString cut(AttributedString line) {
        String text = line.toString();
        return ScreenText.width(text) <= look.width()
                ? line
                : new AttributedString(ScreenText.cut(text, look.width()), line.styleAt(0));
    }
}
