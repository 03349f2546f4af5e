package io.orderpipeline.testing.benchmark;

import io.orderpipeline.common.cli.UserError;
import io.orderpipeline.testing.process.ChildProcess;
import io.orderpipeline.testing.process.Launch;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * Runs a contender as a child process and measures its exact CPU time, from start to end: a shell waits for the process
 * and prints the times of its children. One thread.
 */
final class MeasuredProcess implements AutoCloseable {

    private static final Pattern TIME = Pattern.compile("(\\d+)m(\\d+[.,]?\\d*)s");
    private static final Duration OUTPUT_LIMIT = Duration.ofSeconds(20);

    private final String name;
    private final ChildProcess shell;
    private final TemporaryFile times;
    private final long start;
    private final CompletableFuture<Long> end;
    private Optional<ProcessHandle> java = Optional.empty();

    private MeasuredProcess(String name, long start, ChildProcess shell, TemporaryFile times) {
        this.name = name;
        this.start = start;
        this.shell = shell;
        this.times = times;
        this.end = shell.onExit().thenApply(exitCode -> System.nanoTime());
    }

    static MeasuredProcess start(Launch launch) {
        TemporaryFile times = TemporaryFile.create(".times");
        List<String> command = new ArrayList<>(List.of(
                "/bin/sh",
                "-c",
                "\"$@\"; code=$?; times > \"$0\"; exit $code",
                times.path().toString()));
        command.addAll(launch.command());
        long start = System.nanoTime();
        ChildProcess shell = ChildProcess.start(Launch.of(launch.name(), command));
        return new MeasuredProcess(launch.name(), start, shell, times);
    }

    long startNanos() {
        return start;
    }

    /** Waits for at most that time; true if it ended. */
    boolean endsWithin(Duration limit) {
        return shell.endsWithin(limit);
    }

    /** CPU time until now, in steps of 10 ms; 0 before the start and after the end. */
    long cpuNanosNow() {
        return java().flatMap(process -> process.info().totalCpuDuration())
                .map(Duration::toNanos)
                .orElse(0L);
    }

    void awaitErr(String regex, Duration limit) {
        shell.awaitErr(regex, limit);
    }

    /** Requests a stop, as Ctrl+C does. */
    void terminate() {
        java().ifPresent(ProcessHandle::destroy);
    }

    /** Waits for the end, and requires exit code 0. */
    void awaitEnd(Duration limit) {
        if (!endsWithin(limit)) {
            throw UserError.failed(name + " did not end within " + limit.toSeconds() + " s" + shell.lastLines());
        }
        int exitCode = shell.awaitEnd(OUTPUT_LIMIT);
        if (exitCode != 0) {
            throw UserError.failed(name + " ended with exit code " + exitCode + shell.lastLines());
        }
    }

    /** From start to end, after the end. */
    double wallSeconds() {
        return (end.join() - start) / 1e9;
    }

    /** User and system time, after the end. */
    double cpuSeconds() {
        try {
            return secondsOfChildren(Files.readString(times.path()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * @param times output of the shell's {@code times}: its own times on the first line, its children's on the second
     */
    static double secondsOfChildren(String times) {
        String children = times.lines()
                .skip(1)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no times of children in '" + times + "'"));
        return TIME.matcher(children)
                .results()
                .mapToDouble(MeasuredProcess::seconds)
                .sum();
    }

    private static double seconds(MatchResult time) {
        return 60 * Long.parseLong(time.group(1))
                + Double.parseDouble(time.group(2).replace(',', '.'));
    }

    @Override
    public void close() {
        shell.close();
        times.close();
    }

    /** The only child of the shell. */
    private Optional<ProcessHandle> java() {
        if (java.isEmpty()) {
            java = shell.tree().stream().skip(1).findFirst();
        }
        return java;
    }
}
