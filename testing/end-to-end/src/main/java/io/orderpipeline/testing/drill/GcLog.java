package io.orderpipeline.testing.drill;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * The heap after each garbage collection of a program, from its JVM's log. The pauses that only end or begin a
 * concurrent cycle are left out: they free nothing, so the log's figure for them includes garbage. One thread.
 */
record GcLog(Path file) {

    private static final Pattern HEAP_AFTER = Pattern.compile("Pause (?:Young|Full) .*?\\d+M->(\\d+)M\\(\\d+M\\)");

    /** Garbage that one collection leaves and the next removes, in MB. */
    private static final int SLACK = 16;

    static GcLog create() {
        try {
            Path file = Files.createTempFile("order-pipeline-drill", ".gc.log");
            file.toFile().deleteOnExit();
            return new GcLog(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    List<String> jvmOptions(String maximumHeap) {
        return List.of("-Xmx" + maximumHeap, "-XX:+ExitOnOutOfMemoryError", "-Xlog:gc:file=" + file + "::filecount=0");
    }

    int collections() {
        return megabytesAfter().size();
    }

    /**
     * Asserts that the heap did not grow from the first to the second half of these collections.
     *
     * @return a line for the log
     */
    String requireFlat(int start, int middle, int end) {
        List<Integer> after = megabytesAfter();
        DrillContext.requireEffect(middle > start && end > middle, "no collection in one half of the time");
        int first = highest(after.subList(Math.max(0, start - 1), middle));
        int second = highest(after.subList(middle, end));
        if (second > first + SLACK) {
            throw new AssertionError("the heap grew from %d MB to %d MB".formatted(first, second));
        }
        return "heap after %d collections: at most %d MB in the first half, %d MB in the second"
                .formatted(end - start, first, second);
    }

    /**
     * Asserts that no collection left more than this in the heap.
     *
     * @return a line for the log
     */
    String requireAtMost(int megabytes) {
        List<Integer> after = megabytesAfter();
        DrillContext.requireEffect(!after.isEmpty(), "no collection");
        int highest = highest(after);
        if (highest > megabytes) {
            throw new AssertionError(
                    "the heap held %d MB after a collection, more than %d MB".formatted(highest, megabytes));
        }
        return "heap after %d collections: at most %d MB".formatted(after.size(), highest);
    }

    private static int highest(List<Integer> megabytes) {
        return megabytes.stream().mapToInt(Integer::intValue).max().orElse(0);
    }

    private List<Integer> megabytesAfter() {
        try (var lines = Files.lines(file)) {
            return lines.flatMap(line -> HEAP_AFTER.matcher(line).results())
                    .map((MatchResult match) -> Integer.valueOf(match.group(1)))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
