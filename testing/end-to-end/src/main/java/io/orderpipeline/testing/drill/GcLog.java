package io.orderpipeline.testing.drill;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** What garbage collections have left of a program's heap, as its virtual machine logs it. One thread. */
public record GcLog(Path file) {

    private static final Pattern LEFT = Pattern.compile("\\d+M->(\\d+)M\\(\\d+M\\)");

    /** Garbage that one collection leaves and the next one takes, in MB. */
    private static final int SLACK = 16;

    public static GcLog create() {
        try {
            Path file = Files.createTempFile("order-pipeline-drill", ".gc.log");
            file.toFile().deleteOnExit();
            return new GcLog(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public List<String> jvmOptions(String maximumHeap) {
        return List.of("-Xmx" + maximumHeap, "-XX:+ExitOnOutOfMemoryError", "-Xlog:gc:file=" + file + "::filecount=0");
    }

    /** How many there have been. */
    public int collections() {
        return megabytesLeft().size();
    }

    /**
     * Between these collections the heap must not have grown.
     *
     * @return a line for a person
     * @throws DrillException when it has
     */
    public String requireFlat(int start, int middle, int end) {
        List<Integer> left = megabytesLeft();
        int first = highest(left.subList(Math.max(0, start - 1), middle));
        int second = highest(left.subList(middle, end));
        if (second > first + SLACK) {
            throw new DrillException("the heap grew from %d MB to %d MB".formatted(first, second));
        }
        return "heap after %d collections: at most %d MB in the first half, %d MB in the second"
                .formatted(end - start, first, second);
    }

    private static int highest(List<Integer> megabytes) {
        return megabytes.stream().mapToInt(Integer::intValue).max().orElse(0);
    }

    private List<Integer> megabytesLeft() {
        try (var lines = Files.lines(file)) {
            return lines.flatMap(line -> LEFT.matcher(line).results())
                    .map((MatchResult match) -> Integer.valueOf(match.group(1)))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
