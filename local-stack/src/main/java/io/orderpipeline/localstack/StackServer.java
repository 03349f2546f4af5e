package io.orderpipeline.localstack;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * One server of the stack, with the faults that a drill injects. Safe for any thread; waiting for readiness holds no
 * lock, so that another thread can stop a server that is still starting.
 */
public abstract sealed class StackServer permits KafkaServer, CassandraServer, SchemaRegistryServer {

    private static final Duration STOP_LIMIT = Duration.ofSeconds(20);

    final StackConfig config;
    final NodeAddress address;
    final ClusterPlan plan;
    final Optional<Security> security;
    private final DataDir data;
    private final ServerAdmin admin;
    private final Consumer<String> progress;
    private ChildJvm child;
    private boolean closed;
    private volatile boolean startedOnce;

    StackServer(DataDir data, StackConfig config, NodeAddress address, ClusterPlan plan, Consumer<String> progress) {
        this.data = data;
        this.config = config;
        this.address = address;
        this.plan = plan;
        this.progress = progress;
        this.security = Security.of(config.dataDir());
        this.admin = ServerAdmin.of(address, security);
    }

    /** Writes the server's files and returns the command that runs it. Called before each start. */
    abstract JvmCommand prepare();

    /** The server's folder, created. */
    final Path home() {
        return data.of(name());
    }

    /** A command of the server's own class path. */
    final JvmCommand command(Path java, List<String> options, String mainClass, List<String> arguments, String log) {
        List<Path> classPath = new ArrayList<>(List.of(data.watchdogClasses()));
        classPath.addAll(config.variant().jars(address.kind()));
        return new JvmCommand(java, options, classPath, mainClass, arguments, home(), home().resolve(log));
    }

    public final String name() {
        return address.name();
    }

    public final int port() {
        return address.port();
    }

    /** Returns when the server is ready. Does not start a server that runs already. */
    public final void start() {
        ChildJvm starting = launch();
        try {
            new ServerReadiness(name(), starting, admin::isReady, config.startLimit(), progress).await();
            admin.grantRights();
            startedOnce = true;
        } catch (RuntimeException e) {
            starting.kill();
            throw e;
        }
    }

    /** Stops the server with SIGTERM, after a limit with SIGKILL. Keeps the data. */
    public final synchronized void stop() {
        if (child != null) {
            child.stop(STOP_LIMIT);
        }
    }

    /** {@code kill -9}. Keeps the data as the crash leaves it. */
    public final synchronized void kill() {
        if (child != null) {
            child.kill();
        }
    }

    /** SIGSTOP: connections stay open without responses, as in a long garbage collection pause. */
    public final synchronized void pause() {
        running().signal("STOP");
    }

    public final synchronized void resume() {
        running().signal("CONT");
    }

    public final synchronized long pid() {
        return running().pid();
    }

    public final synchronized boolean isAlive() {
        return child != null && child.isAlive();
    }

    /** Sends a request to the server. */
    public final boolean isReady() {
        return isAlive() && admin.isReady();
    }

    public final synchronized CompletableFuture<Integer> onExit() {
        return running().onExit();
    }

    public final synchronized String lastLogLines() {
        return child == null ? "" : child.lastLogLines();
    }

    /** For a server that has ended: how, the newest error of its log, and where the log is. */
    public final synchronized StackEnd end() {
        return StackEnd.of(name(), running().onExit().join(), running().log());
    }

    /** Ends the server permanently: starts fail from now on, also one in progress. */
    final synchronized void close(boolean graceful) {
        closed = true;
        if (graceful) {
            stop();
        } else {
            kill();
        }
    }

    /** Concurrent callers wait for the same process. */
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
            Ports.requireFree(address);
            child = ChildJvm.start(prepare());
            progress.accept(
                    name() + ": starting on " + (address.isAlone() ? "port " + port() : address.clientAddress()));
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
