package io.orderpipeline.localstack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** One server process, which {@link ParentWatchdog} ends when this JVM ends. Safe for any thread. */
record ChildJvm(Process process, Path log) {

    // These would change the servers' JVMs; a debugger's port, for example, can be used only once.
    private static final List<String> INHERITED_OPTIONS =
            List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS", "CLASSPATH");

    // Holds the write end of the pipe that the watchdog reads: it must stay reachable.

    static ChildJvm start(JvmCommand command) {
        try {
            keepPrevious(command.log());
            ProcessBuilder builder = new ProcessBuilder(command.toShellCommand())
                    .directory(command.directory().toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(command.log().toFile());
            INHERITED_OPTIONS.forEach(builder.environment()::remove);
            return new ChildJvm(builder.start(), command.log());
        } catch (IOException e) {
            throw new StackException("cannot start " + command.mainClass() + ": " + e.getMessage(), e);
        }
    }

    long pid() {
        return process.pid();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    CompletableFuture<Integer> onExit() {
        return process.onExit().thenApply(Process::exitValue);
    }

    String lastLogLines() {
        return LogTail.of(log);
    }

    /** Returns whether the process ended within the limit. */
    boolean awaitEnd(Duration limit) {
        try {
            return process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new StackException("interrupted while waiting for process " + pid(), e);
        }
    }

    /** SIGTERM, then SIGKILL after the limit. */
    void stop(Duration limit) {
        if (isAlive()) {
            signal("CONT"); // A stopped process does not handle SIGTERM.
            // Process.destroy would also close the pipe, and the watchdog's limit is shorter than this one.
            process.toHandle().destroy();
            if (!awaitEnd(limit)) {
                kill();
            }
        }
    }

    void kill() {
        process.destroyForcibly();
        awaitEnd(Duration.ofSeconds(30));
    }

    void signal(String name) {
        try {
            Process kill = new ProcessBuilder("kill", "-" + name, Long.toString(pid()))
                    .redirectErrorStream(true)
                    .start();
            kill.getInputStream().readAllBytes();
        } catch (IOException e) {
            throw new StackException("cannot send " + name + " to process " + pid() + ": " + e.getMessage(), e);
        }
    }

    private static void keepPrevious(Path log) throws IOException {
        if (Files.exists(log)) {
            Files.move(log, log.resolveSibling(log.getFileName() + ".previous"), StandardCopyOption.REPLACE_EXISTING);
        }
    }
}
