package io.orderpipeline.consumer.live;

import io.orderpipeline.consumer.view.PipelineView;
import io.orderpipeline.consumer.view.ViewListener;
import io.orderpipeline.terminal.HeldLines;
import io.orderpipeline.terminal.Ink;
import io.orderpipeline.terminal.Screen;
import java.io.IOException;
import java.io.PrintStream;
import java.time.ZoneId;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jline.terminal.Size;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The pipeline on the terminal. Views come on the main thread and are only kept; one thread draws, at most four times a
 * second, and one looks for keys. What others print to the same terminal meanwhile is shown in the view, and printed
 * when the terminal is given back.
 */
public final class LiveView implements ViewListener, AutoCloseable {

    private static final long MILLIS_BETWEEN_DRAWINGS = 250;
    private static final long MILLIS_BETWEEN_LOOKS_FOR_KEYS = 50;
    private static final int LOG_LINES = 50;

    private static final Logger LOG = LoggerFactory.getLogger(LiveView.class);

    private final Screen screen;
    private final LiveSources sources;
    private final LiveControls controls;
    private final Ink ink;
    private final PrintStream err;
    private final Optional<HeldLines> log;
    private final TableGlance orders;
    private final Semaphore changes = new Semaphore(0);
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile PipelineView newest;
    private volatile boolean help;

    private LiveView(Screen screen, LiveSources sources, LiveControls controls, Ink ink, PrintStream err) {
        this.screen = screen;
        this.sources = sources;
        this.controls = controls;
        this.ink = ink;
        this.err = err;
        this.log = Screen.showsErrors() ? Optional.of(new HeldLines()) : Optional.empty();
        this.orders = new TableGlance(sources.orders());
    }

    /**
     * To be closed however the program ends.
     *
     * @param err where the log goes otherwise
     * @return empty when there is no terminal
     */
    public static Optional<LiveView> open(LiveSources sources, LiveControls controls, Ink ink, PrintStream err) {
        return Screen.open().map(screen -> {
            LiveView view = new LiveView(screen, sources, controls, ink, err);
            view.start();
            return view;
        });
    }

    private void start() {
        Runtime.getRuntime().addShutdownHook(new Thread(this::close, "terminal-close"));
        log.ifPresent(held -> System.setErr(held.stream()));
        screen.onResize(changes::release);
        thread("terminal-view", this::drawOnChanges);
        thread("terminal-keys", this::readKeys);
    }

    private static void thread(String name, Runnable loop) {
        Thread thread = new Thread(loop, name);
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void see(PipelineView view) {
        newest = view;
        changes.release();
    }

    private void drawOnChanges() {
        try {
            do {
                changes.acquire();
                changes.drainPermits();
                draw();
            } while (!closed.await(MILLIS_BETWEEN_DRAWINGS, TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void draw() {
        PipelineView view = newest;
        if (view != null) {
            screen.draw(size -> new Page(scene(view), look(size)).lines());
        }
    }

    private Look look(Size size) {
        return new Look(size.getColumns(), size.getRows(), ink, screen.isUnicode(), ZoneId.systemDefault());
    }

    private Scene scene(PipelineView view) {
        return new Scene(
                view,
                sources.timeline().events(),
                sources.alerts().get(),
                orders.newest(),
                log.map(held -> held.last(LOG_LINES)),
                sources.dashboard(),
                controls.isPaused().getAsBoolean(),
                help);
    }

    private void readKeys() {
        try {
            while (!closed.await(MILLIS_BETWEEN_LOOKS_FOR_KEYS, TimeUnit.MILLISECONDS)) {
                String typed = screen.typed();
                if (!typed.isEmpty()) {
                    typed.chars().forEach(this::press);
                    changes.release();
                }
            }
        } catch (IOException e) {
            LOG.warn("No more keys: the terminal does not give them: {}", e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void press(int key) {
        switch (Character.toLowerCase(key)) {
            case 'q' -> controls.quit().run();
            case 'p' -> controls.turnPause().run();
            case 'h', '?' -> help = !help;
            default -> LOG.debug("The key {} means nothing", key);
        }
    }

    /** Gives the terminal back and prints what was held. Only the first call does something. */
    @Override
    public synchronized void close() {
        if (closed.getCount() == 0) {
            return;
        }
        closed.countDown();
        orders.close();
        screen.close();
        log.ifPresent(held -> {
            System.setErr(err);
            held.release(err);
        });
    }
}
