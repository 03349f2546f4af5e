package io.orderpipeline.testing.process;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A program that runs as a process of its own, as its users run it: what it prints is kept, it can be sent signals, and
 * it does not outlive {@link #close()} nor an orderly end of this virtual machine. Safe for use by several threads.
 */
public final class ChildProcess implements AutoCloseable {

    /** What they print or set would be taken for the program's own doing. */
    private static final List<String> FOREIGN_VARIABLES =
            List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS", "CLASSPATH");

    /** Options of our programs that somebody has set for himself. */
    private static final Pattern OPTION_VARIABLES = Pattern.compile("ORDER_(PRODUCER|CONSUMER)_.*");

    private static final Duration KILL_LIMIT = Duration.ofSeconds(20);
    private static final int LINES_IN_MESSAGES = 30;

    private static final Set<ChildProcess> RUNNING = ConcurrentHashMap.newKeySet();

    static {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> RUNNING.forEach(ChildProcess::kill), "kill-children"));
    }

    private final String name;
    private final Process process;
    private final OutputLines out = new OutputLines();
    private final OutputLines err = new OutputLines();

    private ChildProcess(Launch launch, Process process) {
        this.name = launch.name();
        this.process = process;
        Consumer<String> inTurn = line -> {
            synchronized (this) {
                launch.listener().accept(line);
            }
        };
        read(process.getInputStream(), out, inTurn);
        read(process.getErrorStream(), err, inTurn);
        RUNNING.add(this);
        var unused = process.onExit().thenRun(() -> RUNNING.remove(this));
    }

    public static ChildProcess start(Launch launch) {
        ProcessBuilder builder = new ProcessBuilder(launch.systemCommand());
        if (!launch.inputHeldOpen()) {
            builder.redirectInput(new File("/dev/null"));
        }
        builder.environment().keySet().removeIf(OPTION_VARIABLES.asMatchPredicate());
        builder.environment().keySet().removeAll(FOREIGN_VARIABLES);
        builder.environment().putAll(launch.environment());
        try {
            return new ChildProcess(launch, builder.start());
        } catch (IOException e) {
            throw new ProcessException("cannot start " + launch.name() + ": " + e.getMessage(), e);
        }
    }

    public OutputLines out() {
        return out;
    }

    public OutputLines err() {
        return err;
    }

    public long pid() {
        return process.pid();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** The process and whatever it has started that still runs. */
    public List<ProcessHandle> tree() {
        return Stream.concat(Stream.of(process.toHandle()), process.descendants())
                .toList();
    }

    /** Completes with the exit code. */
    public CompletableFuture<Integer> onExit() {
        return process.onExit().thenApply(Process::exitValue);
    }

    public void signal(ProcessSignal signal) {
        try {
            Process kill = new ProcessBuilder("kill", "-" + signal, Long.toString(pid())).start();
            kill.getInputStream().readAllBytes();
        } catch (IOException e) {
            throw new ProcessException("cannot send " + signal + " to " + name + ": " + e.getMessage(), e);
        }
    }

    /** The first line on stdout that holds a match, printed already or still to come. */
    public String awaitOut(String regex, Duration limit) {
        return awaitLine(out, regex, limit);
    }

    /** The first line on stderr that holds a match, printed already or still to come. */
    public String awaitErr(String regex, Duration limit) {
        return awaitLine(err, regex, limit);
    }

    /** The exit code; when this returns, all output has been read. */
    public int awaitEnd(Duration limit) {
        int exitCode = get(onExit(), limit, "did not end");
        get(CompletableFuture.allOf(out.ended(), err.ended()), limit, "ended, yet its output is held open");
        return exitCode;
    }

    /** True when it has ended within that time. */
    public boolean endsWithin(Duration limit) {
        try {
            return process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    /** Kills what is left of it, with all that it has started. */
    @Override
    public void close() {
        kill();
        get(onExit(), KILL_LIMIT, "survived a kill");
    }

    /** The last lines of both streams, for a message. */
    public String lastLines() {
        return "\n" + name + ", end of stdout:\n" + last(out) + "\n" + name + ", end of stderr:\n" + last(err);
    }

    private void kill() {
        tree().forEach(ProcessHandle::destroyForcibly);
    }

    private String awaitLine(OutputLines lines, String regex, Duration limit) {
        return get(lines.first(Pattern.compile(regex).asPredicate()), limit, "did not print '" + regex + "'");
    }

    private <T> T get(Future<T> future, Duration limit, String otherwise) {
        try {
            return future.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new ProcessException(name + " " + otherwise + " within " + limit.toSeconds() + " s" + lastLines(), e);
        } catch (ExecutionException e) {
            throw new ProcessException(name + " " + otherwise + " before it ended" + lastLines(), e);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private ProcessException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new ProcessException("interrupted while waiting for " + name, e);
    }

    private static String last(OutputLines lines) {
        List<String> all = lines.all();
        return all.stream().skip(Math.max(0, all.size() - LINES_IN_MESSAGES)).collect(Collectors.joining("\n"));
    }

    private void read(InputStream stream, OutputLines lines, Consumer<String> listener) {
        BufferedReader reader = new BufferedReader(new InputStreamReader(stream, UTF_8));
        Thread thread = new Thread(() -> lines.readAll(reader, listener), name + "-output");
        thread.setDaemon(true);
        thread.start();
    }
}
