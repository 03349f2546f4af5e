package io.orderpipeline.common.terminal;

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
 * A page on the terminal that follows what it shows. One thread draws, at most four times a second, and one looks for
 * keys. What others print to the same terminal meanwhile is held, for the page to show, and printed when the terminal is
 * given back. Safe for use by several threads.
 */
public final class LiveScreen implements AutoCloseable {

    private static final long MILLIS_BETWEEN_DRAWINGS = 250;
    private static final long MILLIS_BETWEEN_LOOKS_FOR_KEYS = 50;

    private static final Logger LOG = LoggerFactory.getLogger(LiveScreen.class);

    private final Screen screen;
    private final Page page;
    private final IntConsumer keys;
    private final PrintStream err;
    private final Optional<DeferredOutput> log;
    private final Semaphore changes = new Semaphore(0);
    private final CountDownLatch closed = new CountDownLatch(1);

    /** What is to be seen now. */
    @FunctionalInterface
    public interface Page {
        /** On the thread that draws; none for nothing yet. */
        List<AttributedString> lines(Size size, boolean unicode);
    }

    private LiveScreen(Screen screen, Page page, IntConsumer keys, PrintStream err) {
        this.screen = screen;
        this.page = page;
        this.keys = keys;
        this.err = err;
        this.log = Screen.showsErrors() ? Optional.of(new DeferredOutput()) : Optional.empty();
    }

    /**
     * To be closed however the program ends.
     *
     * @param keys gets each key that is pressed, on the thread that looks for them
     * @param err where the log goes otherwise
     * @return empty when there is no terminal
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
        screen.onResize(changes::release);
        thread("terminal-view", this::drawOnChanges);
        thread("terminal-keys", this::readKeys);
    }

    private static void thread(String name, Runnable loop) {
        Thread thread = new Thread(loop, name);
        thread.setDaemon(true);
        thread.start();
    }

    /** What the page shows is not what it was. Never blocks. */
    public void changed() {
        changes.release();
    }

    /** The newest lines that would have gone to the terminal; empty when they go elsewhere. */
    public Optional<List<String>> log(int count) {
        return log.map(held -> held.last(count));
    }

    private void drawOnChanges() {
        try {
            do {
                changes.acquire();
                changes.drainPermits();
                screen.draw(size -> page.lines(size, screen.isUnicode()));
            } while (!closed.await(MILLIS_BETWEEN_DRAWINGS, TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void readKeys() {
        try {
            while (!closed.await(MILLIS_BETWEEN_LOOKS_FOR_KEYS, TimeUnit.MILLISECONDS)) {
                String typed = screen.typed();
                if (!typed.isEmpty()) {
                    typed.chars().map(Character::toLowerCase).forEach(keys);
                    changes.release();
                }
            }
        } catch (IOException e) {
            LOG.warn("No more keys: the terminal does not give them: {}", e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Gives the terminal back and prints what was held. Only the first call does something. */
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
