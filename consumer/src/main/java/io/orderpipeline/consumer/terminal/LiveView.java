package io.orderpipeline.consumer.terminal;

import io.orderpipeline.common.order.Order;
import io.orderpipeline.common.terminal.LiveScreen;
import io.orderpipeline.common.terminal.TextStyle;
import io.orderpipeline.consumer.monitoring.EventTimeline;
import io.orderpipeline.consumer.monitoring.PipelineSnapshot;
import java.io.PrintStream;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jline.terminal.Size;
import org.jline.utils.AttributedString;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Shows the pipeline on the terminal. The main thread only stores snapshots here; {@link LiveScreen} draws them. */
public final class LiveView implements PipelineSnapshot.Listener, AutoCloseable {

    private static final int LOG_LINES = 50;

    private static final Logger LOG = LoggerFactory.getLogger(LiveView.class);

    private final Sources sources;
    private final Controls controls;
    private final TextStyle style;
    private volatile LiveScreen screen;
    private volatile PipelineSnapshot newest;
    private volatile boolean help;

    /**
     * What the live view shows besides snapshots. No supplier may block.
     *
     * @param alerts that are firing
     * @param newestOrders in Cassandra, by partition
     * @param dashboard its URL; empty when there is none
     */
    public record Sources(
            EventTimeline timeline,
            Supplier<List<String>> alerts,
            Supplier<Map<Integer, List<Order>>> newestOrders,
            Supplier<Optional<String>> dashboard) {}

    /** The actions of the keys. */
    public record Controls(Runnable quit, Runnable togglePause, BooleanSupplier isPaused) {}

    private LiveView(Sources sources, Controls controls, TextStyle style) {
        this.sources = sources;
        this.controls = controls;
        this.style = style;
    }

    /**
     * Opens the live view, which must be closed however the program ends.
     *
     * @param err where the log goes after the live view is closed
     * @return empty when there is no terminal
     */
    public static Optional<LiveView> open(Sources sources, Controls controls, TextStyle style, PrintStream err) {
        LiveView view = new LiveView(sources, controls, style);
        return LiveScreen.open(view::lines, view::press, err).map(screen -> {
            view.screen = screen;
            return view;
        });
    }

    @Override
    public void onSnapshot(PipelineSnapshot snapshot) {
        newest = snapshot;
        screen.changed();
    }

    private List<AttributedString> lines(Size size, boolean unicode) {
        PipelineSnapshot snapshot = newest;
        if (snapshot == null) {
            return List.of();
        }
        TerminalCapabilities terminal =
                new TerminalCapabilities(size.getColumns(), size.getRows(), style, unicode, ZoneId.systemDefault());
        return new LivePage(model(snapshot), terminal).lines();
    }

    private LivePage.Model model(PipelineSnapshot snapshot) {
        return new LivePage.Model(
                snapshot,
                Instant.now(),
                sources.timeline().events(),
                sources.alerts().get(),
                sources.newestOrders().get(),
                screen.log(LOG_LINES),
                sources.dashboard().get(),
                controls.isPaused().getAsBoolean(),
                help);
    }

    private void press(int key) {
        switch (key) {
            case 'q' -> controls.quit().run();
            case 'p' -> controls.togglePause().run();
            case 'h', '?' -> help = !help;
            default -> LOG.debug("No action for the key {}", key);
        }
    }

    @Override
    public void close() {
        screen.close();
    }
}
