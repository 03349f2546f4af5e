package io.orderpipeline.localstack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class StackEndTest {

    @TempDir
    private Path folder;

    private Path log;

    @BeforeEach
    void chooseLog() {
        log = folder.resolve("kafka.log");
    }

    @Test
    void should_read_what_it_wrote() throws IOException {
        Files.writeString(log, "[2026-11-26] INFO started\n[2026-11-26] ERROR the disk is full\n\tat Log.append\n");
        StackEnd end = StackEnd.of("kafka", 1, log);

        end.write(folder);

        assertThat(StackEnd.read(folder)).contains(end);
        assertThat(end.lines())
                .containsExactly(
                        "ended at " + end.time().orElseThrow() + ": kafka ended with exit code 1",
                        "last error or line: [2026-11-26] ERROR the disk is full",
                        "log: " + log);
    }

    @Test
    void should_explain_the_exit_code_of_a_process_that_was_killed() throws IOException {
        Files.writeString(log, "INFO all is well\n\n");

        assertThat(StackEnd.of("kafka", 137, log).lines())
                .anySatisfy(line -> assertThat(line).contains("kafka ended with exit code 137", "SIGKILL"))
                .contains("last error or line: INFO all is well");
    }

    @Test
    void should_cut_a_long_line() throws IOException {
        Files.writeString(log, "x".repeat(100_000));
        StackEnd.of("kafka", 1, log).write(folder);

        assertThat(StackEnd.read(folder).flatMap(StackEnd::lastLine).orElseThrow())
                .hasSizeBetween(300, 310)
                .endsWith("...");
    }

    @Test
    void should_need_no_log() {
        assertThat(StackEnd.of("kafka", 1, log).lines()).hasSize(2).noneMatch(line -> line.startsWith("last"));
    }

    @Test
    void should_report_a_stop_in_one_line() {
        StackEnd end = new StackEnd(
                Optional.of(Instant.parse("2026-11-26T10:00:00Z")),
                "it was stopped",
                Optional.empty(),
                Optional.empty());

        assertThat(end.lines()).containsExactly("ended at 2026-11-26T10:00:00Z: it was stopped");
    }

    @Test
    void should_have_no_end_in_an_empty_folder() {
        assertThat(StackEnd.read(folder)).isEmpty();
    }
}
