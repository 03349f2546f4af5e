package io.orderpipeline.common.terminal;

import io.orderpipeline.common.cli.ErrorText;
import java.io.IOException;
import java.util.List;
import org.jline.utils.Signals;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Suspends the program on Ctrl+Z with a restored terminal, and restores the screen on {@code fg}. Also follows the size
 * of the terminal. Its methods run on signal threads.
 */
final class JobControl {

    private static final String SUSPEND = "TSTP";
    private static final String CONTINUE = "CONT";
    private static final String RESIZE = "WINCH";

    private static final Logger LOG = LoggerFactory.getLogger(JobControl.class);

    private final Screen screen;
    private final Runnable redraw;

    /** @param redraw must be short */
    JobControl(Screen screen, Runnable redraw) {
        this.screen = screen;
        this.redraw = redraw;
    }

    void register() {
        Signals.register(RESIZE, this::resize);
        Signals.register(SUSPEND, this::suspend);
        // Also after a SIGSTOP, which no program notices.
        Signals.register(CONTINUE, this::resume);
    }

    private void resize() {
        screen.resized();
        redraw.run();
    }

    /**
     * Sends itself the signal again, with the default action. The kernel ignores that one when there is no shell that
     * could continue the program.
     */
    private void suspend() {
        boolean wasShown = screen.suspend();
        Signals.registerDefault(SUSPEND);
        try {
            List<String> kill = List.of(
                    "sh",
                    "-c",
                    "kill -" + SUSPEND + " " + ProcessHandle.current().pid());
            new ProcessBuilder(kill).start().waitFor();
        } catch (IOException e) {
            LOG.warn("Cannot suspend the program: {}", ErrorText.of(e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Signals.register(SUSPEND, this::suspend);
        if (wasShown) {
            resume();
        }
    }

    private void resume() {
        screen.resume();
        redraw.run();
    }
}
