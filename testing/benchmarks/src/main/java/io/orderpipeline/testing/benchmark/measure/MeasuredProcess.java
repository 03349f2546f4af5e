package io.orderpipeline.testing.benchmark.measure;

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

/**
 * A contender's process with the exact CPU time that it took, all of its threads from its first moment to its last: a
 * shell waits for it and asks the system for the times of its children, which outlive them. One thread.
 */
public final class MeasuredProcess implements AutoCloseable {

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

    public static MeasuredProcess start(Launch launch) {
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

    public long startNanos() {
        return start;
    }

    /** True when it has ended within that time. */
    public boolean endsWithin(Duration limit) {
        return shell.endsWithin(limit);
    }

    /** So far; 0 before it has begun and after it has ended. In steps of 10 ms. */
    public long cpuNanosNow() {
        return java().flatMap(process -> process.info().totalCpuDuration())
                .map(Duration::toNanos)
                .orElse(0L);
    }

    public void awaitErr(String regex, Duration limit) {
        shell.awaitErr(regex, limit);
    }

    /** Asks it to end, as Ctrl+C would. */
    public void terminate() {
        java().ifPresent(ProcessHandle::destroy);
    }

    /** Waits for the end; that it ended well is checked. */
    public void awaitEnd(Duration limit) {
        if (!endsWithin(limit)) {
            throw UserError.failed(name + " did not end within " + limit.toSeconds() + " s" + shell.lastLines());
        }
        int exitCode = shell.awaitEnd(OUTPUT_LIMIT);
        if (exitCode != 0) {
            throw UserError.failed(name + " ended with exit code " + exitCode + shell.lastLines());
        }
    }

    /** From start to end; once it has ended. */
    public double wallSeconds() {
        return (end.join() - start) / 1e9;
    }

    /** User and system time; once it has ended. */
    public double cpuSeconds() {
        try {
            return ShellTimes.ofChildren(Files.readString(times.path()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        shell.close();
        times.close();
    }

    /** The shell's one child. */
    private Optional<ProcessHandle> java() {
        if (java.isEmpty()) {
            java = shell.tree().stream().skip(1).findFirst();
        }
        return java;
    }
}
