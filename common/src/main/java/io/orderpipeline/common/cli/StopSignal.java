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
 * The wish to stop, from Ctrl+C, SIGTERM or the program itself; asked for once and never taken back. Everything that
 * waits does so on this signal, so that a stop is never late. Safe for use by several threads.
 *
 * <p>Signals are handled here rather than in a shutdown hook because a hook cannot choose the exit code, and because
 * the virtual machine would run it at the same time as the libraries' own.
 */
public final class StopSignal {

    private static final Logger LOG = LoggerFactory.getLogger(StopSignal.class);

    private final CompletableFuture<Void> requested = new CompletableFuture<>();
    private final AtomicBoolean signalled = new AtomicBoolean();
    private volatile Runnable beforeHalt = () -> {};

    /** A stop that SIGINT and SIGTERM ask for; the second of them ends the virtual machine at once. */
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
                beforeHalt.run();
            } finally {
                Runtime.getRuntime().halt(Program.FAILED);
            }
        }
        LOG.info("Stopping in order; a second Ctrl+C ends at once");
        request();
    }

    /** @param action that must be done even when the second signal ends everything; to be short */
    public void beforeHalt(Runnable action) {
        beforeHalt = action;
    }

    public void request() {
        requested.complete(null);
    }

    public boolean isRequested() {
        return requested.isDone();
    }

    /** Completes when the stop is requested; completing it does nothing. */
    public CompletableFuture<Void> future() {
        return requested.copy();
    }

    /** Waits at most {@code limit}. True when the stop was requested, false when the time passed. */
    public boolean await(Duration limit) throws InterruptedException {
        try {
            requested.get(limit.toNanos(), TimeUnit.NANOSECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException e) {
            throw new IllegalStateException("a stop is never completed with a failure", e);
        }
    }
}
