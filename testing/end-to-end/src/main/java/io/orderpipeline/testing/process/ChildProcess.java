package io.orderpipeline.testing.process;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.orderpipeline.common.cli.DaemonThreads;
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
 * Runs a program as a child process: keeps its output, sends it signals, and kills it on {@link #close()} and on a
 * clean exit of this JVM. Safe for use by several threads.
 */
public final class ChildProcess implements AutoCloseable {

    /** Variables that would change the program's output or behaviour. */
    private static final List<String> FOREIGN_VARIABLES =
            List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS", "CLASSPATH");

    /** Options of the programs that the user's environment may hold. */
    private static final Pattern OPTION_VARIABLES = Pattern.compile("ORDER_(PRODUCER|CONSUMER)_.*");

    private static final Duration KILL_LIMIT = Duration.ofSeconds(20);
    private static final int LINES_IN_MESSAGES = 30;

    private static final Set<ChildProcess> RUNNING = ConcurrentHashMap.newKeySet();

    static {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> RUNNING.forEach(ChildProcess::kill), "kill-children"));
    }

    /** A signal as {@code kill} names it. */
    public enum Signal {
        /** Ctrl+C. */
        INT,
        /** A request to stop, as service managers send it. */
        TERM,
        /** Kills the process without notice. */
        KILL,
        /** Suspends the process with its connections open, as a long garbage collection does. */
        STOP,
        CONT
    }

    private final String name;
    private final Process process;
    private final OutputLines out = new OutputLines();
    private final OutputLines err = new OutputLines();

    private ChildProcess(Launch launch, Process process) {
        this.name = launch.name();
        this.process = process;
        Consumer<String> oneAtATime = line -> {
            synchronized (this) {
                launch.listener().accept(line);
            }
        };
        read(process.getInputStream(), out, oneAtATime);
        read(process.getErrorStream(), err, oneAtATime);
        RUNNING.add(this);
        var unused = process.onExit().thenRun(() -> RUNNING.remove(this));
    }

    public static ChildProcess start(Launch launch) {
        ProcessBuilder builder = new ProcessBuilder(launch.systemCommand());
        if (!launch.holdsInputOpen()) {
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

    public List<String> out() {
        return out.all();
    }

    public List<String> err() {
        return err.all();
    }

    public String name() {
        return name;
    }

    public long pid() {
        return process.pid();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** The process and its running descendants. */
    public List<ProcessHandle> tree() {
        return Stream.concat(Stream.of(process.toHandle()), process.descendants())
                .toList();
    }

    /** Completes with the exit code. */
    public CompletableFuture<Integer> onExit() {
        return process.onExit().thenApply(Process::exitValue);
    }

    public void signal(Signal signal) {
        try {
            Process kill = new ProcessBuilder("kill", "-" + signal, Long.toString(pid())).start();
            kill.getInputStream().readAllBytes();
        } catch (IOException e) {
            throw new ProcessException("cannot send " + signal + " to " + name + ": " + e.getMessage(), e);
        }
    }

    /** Asks it to stop, if it still runs. */
    public void terminate() {
        if (isAlive()) {
            signal(Signal.TERM);
        }
    }

    /** Waits for the first line on stdout that contains a match; earlier lines count. */
    public String awaitOut(String regex, Duration limit) {
        return awaitLine(out, regex, limit);
    }

    /** Waits for the first line on stderr that contains a match; earlier lines count. */
    public String awaitErr(String regex, Duration limit) {
        return awaitLine(err, regex, limit);
    }

    /** Waits for the end and for the last output, and returns the exit code. */
    public int awaitEnd(Duration limit) {
        int exitCode = get(onExit(), limit, "did not end");
        get(CompletableFuture.allOf(out.ended(), err.ended()), limit, "ended, but its output was not closed");
        return exitCode;
    }

    /** Waits for at most that time; true if it ended. */
    public boolean endsWithin(Duration limit) {
        try {
            return process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    /** Kills the process and its descendants, if they still run. */
    @Override
    public void close() {
        kill();
        get(onExit(), KILL_LIMIT, "survived a kill");
    }

    /** The last lines of both streams, for error messages. */
    public String lastLines() {
        return "\n" + name + ", end of stdout:\n" + last(out) + "\n" + name + ", end of stderr:\n" + last(err);
    }

    private void kill() {
        tree().forEach(ProcessHandle::destroyForcibly);
    }

    private String awaitLine(OutputLines lines, String regex, Duration limit) {
        return get(lines.first(Pattern.compile(regex).asPredicate()), limit, "did not print '" + regex + "'");
    }

    private <T> T get(Future<T> future, Duration limit, String problem) {
        try {
            return future.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new ProcessException(name + " " + problem + " within " + limit.toSeconds() + " s" + lastLines(), e);
        } catch (ExecutionException e) {
            throw new ProcessException(name + " " + problem + " before it ended" + lastLines(), e);
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
        DaemonThreads.start(name + "-output", () -> lines.readAll(reader, listener));
    }
}
