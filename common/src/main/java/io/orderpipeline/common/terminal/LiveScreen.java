package io.orderpipeline.common.terminal;

import io.orderpipeline.common.cli.DaemonThreads;
import io.orderpipeline.common.cli.ErrorText;
import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;
import org.jline.terminal.Size;
import org.jline.utils.AttributedString;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A live view on the whole terminal. One thread draws, once to four times per second, and another one polls for keys.
 * Log output to the terminal is buffered, available to the page, and printed when the view closes. Safe for any thread.
 */
public final class LiveScreen implements AutoCloseable {

    /** Also without a change, because pages show the time. */
    private static final long MILLIS_WITHOUT_DRAWING = 1_000;

    private static final long MILLIS_BETWEEN_DRAWINGS = 250;
    private static final long MILLIS_BETWEEN_KEY_POLLS = 50;

    private static final Logger LOG = LoggerFactory.getLogger(LiveScreen.class);

    private final Screen screen;
    private final Page page;
    private final IntConsumer keys;
    private final PrintStream err;
    private final Optional<DeferredOutput> log;
    private final Semaphore changes = new Semaphore(0);
    private final CountDownLatch closed = new CountDownLatch(1);
    private boolean isDrawingBroken;

    @FunctionalInterface
    public interface Page {
        /** Called on the drawing thread. Empty before there is content. */
        List<AttributedString> lines(Size size, boolean unicode);
    }

    private LiveScreen(Screen screen, Page page, IntConsumer keys, PrintStream err) {
        this.screen = screen;
        this.page = page;
        this.keys = keys;
        this.err = err;
        this.log = Terminals.showErrors() ? Optional.of(new DeferredOutput()) : Optional.empty();
    }

    /**
     * Also closed by a shutdown hook.
     *
     * @param keys receives each key, on the polling thread
     * @param err receives the log after the view closes
     * @return empty without a terminal
     */
    public static Optional<LiveScreen> open(Page page, IntConsumer keys, PrintStream err) {
        return Screen.open().map(screen -> {
            LiveScreen live = new LiveScreen(screen, page, keys, err);
            live.start();
            return live;
        });
    }

    private void start() {
        Runtime.getRuntime().addShutdownHook(new Thread(this::close, "terminal-close"));
        log.ifPresent(held -> System.setErr(held.stream()));
        new JobControl(screen, this::changed).register();
        DaemonThreads.start("terminal-view", this::drawOnChanges);
        DaemonThreads.start("terminal-keys", this::readKeys);
    }

    /** Requests a redraw. Never blocks. */
    public void changed() {
        changes.release();
    }

    /** The newest log lines; empty when the log does not go to the terminal. */
    public Optional<List<String>> log(int count) {
        return log.map(held -> held.last(count));
    }

    private void drawOnChanges() {
        try {
            do {
                var unused = changes.tryAcquire(MILLIS_WITHOUT_DRAWING, TimeUnit.MILLISECONDS);
                changes.drainPermits();
                draw();
            } while (!closed.await(MILLIS_BETWEEN_DRAWINGS, TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** A screen that cannot be drawn is reported once; the next one may be drawn again. */
    private void draw() {
        try {
            screen.draw(size -> page.lines(size, screen.isUnicode()));
        } catch (RuntimeException e) {
            if (!isDrawingBroken) {
                LOG.warn("Cannot draw the screen; the program continues", e);
            }
            isDrawingBroken = true;
        }
    }

    private void readKeys() {
        try {
            while (!closed.await(MILLIS_BETWEEN_KEY_POLLS, TimeUnit.MILLISECONDS)) {
                String typed = screen.typed();
                if (!typed.isEmpty()) {
                    typed.chars().map(Character::toLowerCase).forEach(keys);
                    changes.release();
                }
            }
        } catch (IOException e) {
            LOG.warn("Keys are disabled, because the terminal cannot be read: {}", ErrorText.of(e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Restores the terminal and prints the buffered log. Idempotent. */
    @Override
    public synchronized void close() {
        if (closed.getCount() == 0) {
            return;
        }
        closed.countDown();
        screen.close();
        log.ifPresent(held -> {
            System.setErr(err);
            held.release(err);
        });
    }
}
