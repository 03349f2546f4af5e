package io.orderpipeline.consumer.terminal;

import io.orderpipeline.common.terminal.LiveScreen;
import io.orderpipeline.common.terminal.TextStyle;
import io.orderpipeline.consumer.monitoring.PipelineSnapshot;
import io.orderpipeline.consumer.monitoring.SnapshotListener;
import java.io.PrintStream;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.jline.terminal.Size;
import org.jline.utils.AttributedString;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The pipeline on the terminal. Views come on the main thread and are only kept; {@link LiveScreen} draws. */
public final class LiveView implements SnapshotListener, AutoCloseable {

    private static final int LOG_LINES = 50;

    private static final Logger LOG = LoggerFactory.getLogger(LiveView.class);

    private final LiveSources sources;
    private final LiveControls controls;
    private final TextStyle ink;
    private final NewestOrdersPoller orders;
    private volatile LiveScreen screen;
    private volatile PipelineSnapshot newest;
    private volatile boolean help;

    private LiveView(LiveSources sources, LiveControls controls, TextStyle ink) {
        this.sources = sources;
        this.controls = controls;
        this.ink = ink;
        this.orders = new NewestOrdersPoller(sources.orders());
    }

    /**
     * To be closed however the program ends.
     *
     * @param err where the log goes otherwise
     * @return empty when there is no terminal
     */
    public static Optional<LiveView> open(LiveSources sources, LiveControls controls, TextStyle ink, PrintStream err) {
        LiveView view = new LiveView(sources, controls, ink);
        Optional<LiveScreen> screen = LiveScreen.open(view::lines, view::press, err);
        if (screen.isEmpty()) {
            view.orders.close();
        }
        return screen.map(opened -> {
            view.screen = opened;
            return view;
        });
    }

    @Override
    public void see(PipelineSnapshot view) {
        newest = view;
        screen.changed();
    }

    private List<AttributedString> lines(Size size, boolean unicode) {
        PipelineSnapshot view = newest;
        if (view == null) {
            return List.of();
        }
        TerminalCapabilities look =
                new TerminalCapabilities(size.getColumns(), size.getRows(), ink, unicode, ZoneId.systemDefault());
        return new LivePage(scene(view), look).lines();
    }

    private LivePageModel scene(PipelineSnapshot view) {
        return new LivePageModel(
                view,
                sources.timeline().events(),
                sources.alerts().get(),
                orders.newest(),
                screen.log(LOG_LINES),
                sources.dashboard(),
                controls.isPaused().getAsBoolean(),
                help);
    }

    private void press(int key) {
        switch (key) {
            case 'q' -> controls.quit().run();
            case 'p' -> controls.turnPause().run();
            case 'h', '?' -> help = !help;
            default -> LOG.debug("The key {} means nothing", key);
        }
    }

    @Override
    public void close() {
        orders.close();
        screen.close();
    }
}
