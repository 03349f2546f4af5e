package io.orderpipeline.localstack;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** Waits until a server is ready. Fails with the end of its log as soon as its process ends. */
record ServerReadiness(
        String server, ChildJvm child, BooleanSupplier probe, Duration limit, Consumer<String> progress) {

    private static final Duration PAUSE = Duration.ofMillis(200);
    private static final long SECONDS_BETWEEN_LINES = 10;

    void await() {
        long start = System.nanoTime();
        long nextLine = SECONDS_BETWEEN_LINES;
        while (!probe.getAsBoolean()) {
            if (child.awaitEnd(PAUSE)) {
                throw failed("ended with exit code " + child.onExit().join() + " before it was ready");
            }
            long seconds = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - start);
            if (seconds >= limit.toSeconds()) {
                throw failed("not ready after " + seconds + " s");
            }
            if (seconds >= nextLine) {
                progress.accept(server + ": starting for " + seconds + " s");
                nextLine = seconds + SECONDS_BETWEEN_LINES;
            }
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        progress.accept("%s: ready after %.1f s, process %d".formatted(server, seconds, child.pid()));
    }

    private StackException failed(String what) {
        return new StackException(server + ": " + what + "; the end of its log:\n  " + child.lastLogLines());
    }
}
