package io.orderpipeline.testing.process;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** The lines that a process printed on one stream; of a long output, the newest. Safe for use by several threads. */
final class OutputLines {

    private static final int LINES_KEPT = 10_000;
    private static final int LONGEST_LINE = 10_000;

    private final ArrayDeque<String> lines = new ArrayDeque<>();
    private final List<Waiter> waiters = new ArrayList<>();
    private final CompletableFuture<Void> ended = new CompletableFuture<>();

    private record Waiter(Predicate<String> condition, CompletableFuture<String> match) {}

    OutputLines() {}

    synchronized List<String> all() {
        return List.copyOf(lines);
    }

    /** Completes with the first line, earlier or later, that meets the condition; fails when the output ends first. */
    synchronized CompletableFuture<String> first(Predicate<String> condition) {
        CompletableFuture<String> match = new CompletableFuture<>();
        lines.stream().filter(condition).findFirst().ifPresent(match::complete);
        if (ended.isDone()) {
            match.completeExceptionally(new IllegalStateException("the output has ended"));
        }
        waiters.add(new Waiter(condition, match));
        return match;
    }

    CompletableFuture<Void> ended() {
        return ended;
    }

    /** Reads to the end of the stream, on its own thread. */
    void readAll(BufferedReader reader, Consumer<String> listener) {
        try (reader) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                add(line.length() > LONGEST_LINE ? line.substring(0, LONGEST_LINE) : line);
                listener.accept(line);
            }
        } catch (IOException closed) {
            // The process was killed during a read, which ends its output too.
        } finally {
            end();
        }
    }

    private synchronized void add(String line) {
        lines.add(line);
        if (lines.size() > LINES_KEPT) {
            lines.remove();
        }
        waiters.stream().filter(waiter -> waiter.condition().test(line)).forEach(waiter -> waiter.match()
                .complete(line));
        waiters.removeIf(waiter -> waiter.match().isDone());
    }

    private synchronized void end() {
        waiters.forEach(
                waiter -> waiter.match().completeExceptionally(new IllegalStateException("the output has ended")));
        waiters.clear();
        ended.complete(null);
    }
}
