package io.orderpipeline.localstack;

import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Why a stack ended. The supervisor writes it to the data directory as its last action, for a later {@code status}.
 *
 * @param time empty when it is not known
 * @param reason one line
 * @param lastLine the newest error of the log, or its last line; empty when there is none
 * @param log empty when the stack ended as requested
 */
public record StackEnd(Optional<Instant> time, String reason, Optional<String> lastLine, Optional<Path> log) {

    static final String FILE = "ended";

    private static final int KILLED = 137;
    private static final int TERMINATED = 143;
    private static final int ABORTED = 134;

    /** Long lines have a stack trace or a list of settings. */
    private static final int LONGEST_LINE = 300;

    public static StackEnd stopped() {
        return new StackEnd(now(), "it was stopped", Optional.empty(), Optional.empty());
    }

    /** @param log of the supervisor */
    public static StackEnd failed(RuntimeException failure, Path log) {
        String reason = String.valueOf(failure.getMessage()).lines().findFirst().orElse("");
        return new StackEnd(now(), reason, Optional.empty(), Optional.of(log));
    }

    /** The supervisor could not write why. */
    public static StackEnd killed(long supervisor, Path log) {
        String reason = "its supervisor, process " + supervisor + ", was killed, and the servers ended with it";
        return new StackEnd(Optional.empty(), reason, Optional.empty(), Optional.of(log));
    }

    static StackEnd of(String server, int exitCode, Path log) {
        String reason = server + " ended with exit code " + exitCode + meaning(exitCode);
        return new StackEnd(now(), reason, LogTail.newestError(log), Optional.of(log));
    }

    private static Optional<Instant> now() {
        return Optional.of(Instant.now().truncatedTo(ChronoUnit.SECONDS));
    }

    private static String meaning(int exitCode) {
        return switch (exitCode) {
            case KILLED -> ", which is SIGKILL: kill -9, or too little memory";
            case TERMINATED -> ", which is SIGTERM: kill";
            case ABORTED -> ", which is a crash of the JVM: see hs_err_pid*.log beside its log";
            default -> "";
        };
    }

    /** For people. */
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add("ended" + time.map(known -> " at " + known).orElse("") + ": " + reason);
        lastLine.ifPresent(line -> lines.add("last error or line: " + line));
        log.ifPresent(file -> lines.add("log: " + file));
        return lines;
    }

    public void write(Path data) {
        Map<String, Object> file = new TreeMap<>(Map.of("reason", reason));
        time.ifPresent(known -> file.put("time", known));
        lastLine.ifPresent(line -> file.put("line", shortened(line)));
        log.ifPresent(path -> file.put("log", path));
        StackFiles.writeProperties(data.resolve(FILE), file);
    }

    private static String shortened(String line) {
        return line.length() > LONGEST_LINE ? line.substring(0, LONGEST_LINE) + "..." : line;
    }

    public static Optional<StackEnd> read(Path data) {
        return StackFiles.readProperties(data.resolve(FILE))
                .map(file -> new StackEnd(
                        Optional.ofNullable(file.getProperty("time")).map(Instant::parse),
                        file.getProperty("reason", "for an unknown reason"),
                        Optional.ofNullable(file.getProperty("line")),
                        Optional.ofNullable(file.getProperty("log")).map(Path::of)));
    }

    public static void delete(Path data) {
        StackFiles.delete(data.resolve(FILE));
    }
}
