package io.orderpipeline.localstack;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * One server of the stack, and what a fault drill may do to it. Safe for any thread; waiting for readiness holds no
 * lock, so that another thread can stop a server that is still starting.
 */
public abstract sealed class StackServer permits KafkaServer, CassandraServer {

    private static final Duration STOP_LIMIT = Duration.ofSeconds(20);

    private final NodeAddress seat;
    private final Probe probe;
    private final Duration startLimit;
    private final Consumer<String> progress;
    private ChildJvm child;
    private boolean closed;
    private volatile boolean startedOnce;

    StackServer(NodeAddress seat, Probe probe, Duration startLimit, Consumer<String> progress) {
        this.seat = seat;
        this.probe = probe;
        this.startLimit = startLimit;
        this.progress = progress;
    }

    /** Writes what the server needs and says how it is run. Called before each start. */
    abstract JvmCommand prepare();

    /** Gives users their rights, each time the server answers; asked by one thread. */
    abstract void afterStart();

    public final String name() {
        return seat.name();
    }

    public final int port() {
        return seat.port();
    }

    final NodeAddress seat() {
        return seat;
    }

    /** Returns when the server answers requests; does nothing more when it runs already. */
    public final void start() {
        ChildJvm starting = launch();
        try {
            new ServerReadiness(name(), starting, probe, startLimit, progress).await();
            afterStart();
            startedOnce = true;
        } catch (RuntimeException e) {
            starting.kill();
            throw e;
        }
    }

    /** An orderly end: TERM, then KILL after a limit. Data stays. */
    public final synchronized void stop() {
        if (child != null) {
            child.stop(STOP_LIMIT);
        }
    }

    /** {@code kill -9}. Data stays as the crash left it. */
    public final synchronized void kill() {
        if (child != null) {
            child.kill();
        }
    }

    /** SIGSTOP: connections stay open and nothing answers, as in a long garbage collection or a frozen machine. */
    public final synchronized void pause() {
        running().signal("STOP");
    }

    /** SIGCONT. */
    public final synchronized void resume() {
        running().signal("CONT");
    }

    public final synchronized long pid() {
        return running().pid();
    }

    public final synchronized boolean isAlive() {
        return child != null && child.isAlive();
    }

    /** Asks the server itself, through a client. */
    public final boolean isReady() {
        return isAlive() && probe.answers();
    }

    public final synchronized CompletableFuture<Integer> onExit() {
        return running().onExit();
    }

    public final synchronized String lastLogLines() {
        return child == null ? "" : child.lastLogLines();
    }

    /** Ends the server for good: a start that is under way fails, a later one too. */
    final synchronized void close(boolean orderly) {
        closed = true;
        if (orderly) {
            stop();
        } else {
            kill();
        }
    }

    /** Two threads that come at once wait for the same process. */
    final void startOnce() {
        if (!startedOnce) {
            start();
        }
    }

    private synchronized ChildJvm launch() {
        if (closed) {
            throw new StackException(name() + ": the stack is closed");
        }
        if (!isAlive()) {
            Ports.requireFree(seat);
            child = ChildJvm.start(prepare());
            progress.accept(name() + ": starting on " + (seat.isAlone() ? "port " + port() : seat.clientAddress()));
        }
        return child;
    }

    private ChildJvm running() {
        if (child == null) {
            throw new StackException(name() + " has not been started");
        }
        return child;
    }
}
