package io.orderpipeline.common.cli;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jline.utils.Signals;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The request to stop, from Ctrl+C, SIGTERM or the program itself. It is never withdrawn. Every wait of the program
 * also waits for this signal, so that a stop takes effect at once. Safe for any thread.
 *
 * <p>Handles signals without a shutdown hook, because a hook cannot set the exit code and runs in parallel with the
 * hooks of libraries.
 */
public final class StopSignal {

    private static final Logger LOG = LoggerFactory.getLogger(StopSignal.class);

    /** The second signal ends the program also when its terminal does not accept output. */
    private static final Duration HALT_LIMIT = Duration.ofSeconds(2);

    private final CompletableFuture<Void> requested = new CompletableFuture<>();
    private final AtomicBoolean signalled = new AtomicBoolean();
    private volatile Runnable beforeHalt = () -> {};

    /** Registers handlers for SIGINT and SIGTERM. The second signal halts the JVM. */
    public static StopSignal fromOperatingSystem() {
        StopSignal stop = new StopSignal();
        for (String name : new String[] {"INT", "TERM"}) {
            Signals.register(name, stop::requestOrHalt);
        }
        return stop;
    }

    private void requestOrHalt() {
        if (!signalled.compareAndSet(false, true)) {
            try {
                DaemonThreads.start("before-halt", beforeHalt).join(HALT_LIMIT.toMillis());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } finally {
                Runtime.getRuntime().halt(Program.FAILED);
            }
        }
        LOG.info("Stopping; a second Ctrl+C ends the program at once");
        request();
    }

    /** @param action to run before the second signal halts the JVM, on its own thread and for two seconds at most */
    public void beforeHalt(Runnable action) {
        beforeHalt = action;
    }

    public void request() {
        requested.complete(null);
    }

    /** The user pressed a key that stops the program: counts as the first signal. */
    public void requestByKey() {
        signalled.set(true);
        request();
    }

    public boolean isRequested() {
        return requested.isDone();
    }

    /** A copy that completes when the stop is requested. */
    public CompletableFuture<Void> future() {
        return requested.copy();
    }

    /** Returns whether the stop was requested within the limit. */
    public boolean await(Duration limit) throws InterruptedException {
        try {
            requested.get(limit.toNanos(), TimeUnit.NANOSECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException e) {
            throw new IllegalStateException("a stop signal never fails", e);
        }
    }
}
