package io.orderpipeline.localstack.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * A finished run of an external program, without input.
 *
 * @param exitCode {@link #NO_RESPONSE} when it did not end in time
 */
record ToolRun(int exitCode, String out, String err) {

    private static final int NO_RESPONSE = -1;

    private static final int MOST_BYTES = 1 << 20;

    /** Empty when there is no such program. Kills the program after the limit. */
    static Optional<ToolRun> of(Duration limit, List<String> command) {
        try {
            return Optional.of(await(
                    new ProcessBuilder(command)
                            .redirectInput(new File("/dev/null"))
                            .start(),
                    limit));
        } catch (IOException absent) {
            return Optional.empty();
        }
    }

    private static ToolRun await(Process process, Duration limit) {
        CompletableFuture<String> out = read(process.getInputStream());
        CompletableFuture<String> err = read(process.getErrorStream());
        return CompletableFuture.allOf(out, err, process.onExit())
                .thenApply(ended -> new ToolRun(process.exitValue(), out.join(), err.join()))
                .completeOnTimeout(
                        new ToolRun(NO_RESPONSE, "", "no response within " + limit.toSeconds() + " s"),
                        limit.toMillis(),
                        TimeUnit.MILLISECONDS)
                .whenComplete((run, failure) -> kill(process))
                .join();
    }

    private static CompletableFuture<String> read(InputStream stream) {
        return CompletableFuture.supplyAsync(() -> {
            try (stream) {
                return new String(stream.readNBytes(MOST_BYTES), UTF_8).strip();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    private static void kill(Process process) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }

    boolean succeeded() {
        return exitCode == 0;
    }
}
