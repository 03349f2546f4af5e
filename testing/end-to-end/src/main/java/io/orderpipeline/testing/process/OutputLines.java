package io.orderpipeline.testing.process;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * What a process has printed on one stream, as lines. Memory is bounded: of a long output the newest lines are kept.
 * Safe for use by several threads.
 */
public final class OutputLines {

    private static final int LINES_KEPT = 10_000;
    private static final int LONGEST_LINE = 10_000;

    private final ArrayDeque<String> lines = new ArrayDeque<>();
    private final List<Wish> wishes = new ArrayList<>();
    private final CompletableFuture<Void> ended = new CompletableFuture<>();

    private record Wish(Predicate<String> wanted, CompletableFuture<String> match) {}

    OutputLines() {}

    public synchronized List<String> all() {
        return List.copyOf(lines);
    }

    /** The first line that is wanted, printed already or still to come; fails when the output ends without one. */
    synchronized CompletableFuture<String> first(Predicate<String> wanted) {
        CompletableFuture<String> match = new CompletableFuture<>();
        lines.stream().filter(wanted).findFirst().ifPresent(match::complete);
        if (ended.isDone()) {
            match.completeExceptionally(new IllegalStateException("the output has ended"));
        }
        wishes.add(new Wish(wanted, match));
        return match;
    }

    CompletableFuture<Void> ended() {
        return ended;
    }

    /** Reads to the end of the stream; in a thread of its own. */
    void readAll(BufferedReader reader, Consumer<String> listener) {
        try (reader) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                add(line.length() > LONGEST_LINE ? line.substring(0, LONGEST_LINE) : line);
                listener.accept(line);
            }
        } catch (IOException closed) {
            // The process was destroyed while we were reading: that is the end of its output too.
        } finally {
            end();
        }
    }

    private synchronized void add(String line) {
        lines.add(line);
        if (lines.size() > LINES_KEPT) {
            lines.remove();
        }
        wishes.stream().filter(wish -> wish.wanted().test(line)).forEach(wish -> wish.match()
                .complete(line));
        wishes.removeIf(wish -> wish.match().isDone());
    }

    private synchronized void end() {
        wishes.forEach(wish -> wish.match().completeExceptionally(new IllegalStateException("the output has ended")));
        wishes.clear();
        ended.complete(null);
    }
}
