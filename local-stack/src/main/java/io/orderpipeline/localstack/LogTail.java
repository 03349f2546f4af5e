package io.orderpipeline.localstack;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The end of a log file, to print below an error message. A failing server logs the cause before the lines of its
 * shutdown, so that earlier errors are repeated above the last lines.
 */
final class LogTail {

    private static final int BYTES = 262_144;
    private static final int LINES = 15;
    private static final int ERRORS = 5;

    /** An error line, or the first line of a stack trace. */
    private static final Pattern ERROR = Pattern.compile(
            "\\b(ERROR|FATAL)\\b|^(Caused by: |Exception in thread .*|Error: |[\\w.$]+(Exception|Error)(:|$))");

    private LogTail() {}

    /** Never throws, because the caller reports another failure. */
    static String of(Path log) {
        try {
            return String.join("\n  ", relevant(read(log)));
        } catch (IOException e) {
            return "(no log: " + e.getMessage() + ")";
        }
    }

    /** The newest error; without one, the last line. Empty when there is no log. */
    static Optional<String> newestError(Path log) {
        try {
            List<String> lines =
                    read(log).stream().filter(line -> !line.isBlank()).toList();
            Optional<String> last = lines.stream().reduce((first, second) -> second);
            return lines.stream()
                    .filter(line -> ERROR.matcher(line).find())
                    .reduce((first, second) -> second)
                    .or(() -> last);
        } catch (IOException none) {
            return Optional.empty();
        }
    }

    private static List<String> read(Path log) throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "r")) {
            long from = Math.max(0, file.length() - BYTES);
            byte[] end = new byte[(int) (file.length() - from)];
            file.seek(from);
            file.readFully(end);
            return new String(end, StandardCharsets.UTF_8).lines().toList();
        }
    }

    private static List<String> relevant(List<String> lines) {
        int tail = Math.max(0, lines.size() - LINES);
        List<String> errors = lines.subList(0, tail).stream()
                .filter(line -> ERROR.matcher(line).find())
                .toList();
        List<String> relevant = new ArrayList<>(errors.subList(Math.max(0, errors.size() - ERRORS), errors.size()));
        if (!relevant.isEmpty()) {
            relevant.add("...");
        }
        relevant.addAll(lines.subList(tail, lines.size()));
        return relevant;
    }
}
