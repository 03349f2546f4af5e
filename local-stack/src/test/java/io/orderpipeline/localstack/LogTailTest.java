package io.orderpipeline.localstack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LogTailTest {

    @TempDir
    private Path folder;

    @Test
    void should_show_the_last_lines() throws IOException {
        assertThat(tailOf(chatter(20)).lines().map(String::strip))
                .hasSize(15)
                .startsWith("INFO  [main] line 5")
                .endsWith("INFO  [main] line 19");
    }

    @Test
    void should_repeat_earlier_errors_above_the_last_lines() throws IOException {
        List<String> lines = new ArrayList<>(chatter(500));
        lines.add("2026-11-23 06:00:00,000 ERROR [main] CassandraDaemon - Exception encountered during startup");
        lines.add("java.lang.IllegalStateException: the data is of a later version");
        lines.add("\tat org.apache.cassandra.service.CassandraDaemon.main(CassandraDaemon.java:1)");
        lines.add("Caused by: java.io.IOException: unknown version");
        lines.addAll(chatter(100));

        assertThat(tailOf(lines).lines().map(String::strip))
                .startsWith(
                        "2026-11-23 06:00:00,000 ERROR [main] CassandraDaemon - Exception encountered during startup",
                        "java.lang.IllegalStateException: the data is of a later version",
                        "Caused by: java.io.IOException: unknown version",
                        "...",
                        "INFO  [main] line 85")
                .hasSize(19);
    }

    @Test
    void should_show_each_line_once() throws IOException {
        List<String> lines = new ArrayList<>(chatter(20));
        lines.add("ERROR [main] the cause");

        assertThat(tailOf(lines)).containsOnlyOnce("the cause").doesNotContain("...");
    }

    @Test
    void should_report_a_missing_log() {
        assertThat(LogTail.of(folder.resolve("absent"))).startsWith("(no log: ");
    }

    private String tailOf(List<String> lines) throws IOException {
        return LogTail.of(Files.write(folder.resolve("server.log"), lines));
    }

    private static List<String> chatter(int lines) {
        return IntStream.range(0, lines)
                .mapToObj(number -> "INFO  [main] line " + number)
                .toList();
    }
}
