package io.orderpipeline.localstack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DataDirTest {

    @TempDir
    private Path folder;

    @Test
    void should_reject_a_second_stack_on_the_same_folder() {
        try (DataDir first = DataDir.claim(folder)) {
            assertThatThrownBy(() -> DataDir.claim(folder))
                    .hasMessage("data directory " + folder + " is in use by another stack: end that one"
                            + " (scripts/stack down) or choose another with --data");
        }
        assertThatCode(() -> DataDir.claim(folder).close()).doesNotThrowAnyException();
    }

    @Test
    void should_name_a_folder_that_is_not_writable() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "not a folder");

        assertThatThrownBy(() -> DataDir.claim(file.resolve("data")))
                .isInstanceOf(StackException.class)
                .hasMessageStartingWith("data directory " + file.resolve("data") + " cannot be written (")
                .hasMessageEndingWith("make it writable or choose another with --data");
    }

    @Test
    void should_report_the_free_space_of_a_full_disk() {
        assertThatThrownBy(() -> DataDir.requireSpace(folder, 511))
                .hasMessage("data directory " + folder + ": 511 MiB free, the servers need 512: make room or choose"
                        + " another with --data");
        assertThatCode(() -> DataDir.requireSpace(folder, 512)).doesNotThrowAnyException();
    }

    @Test
    void should_wipe_only_files_of_a_stack() throws IOException {
        DataDir data = DataDir.claim(folder);
        Files.writeString(data.of("kafka").resolve("server.log"), "x");
        data.close();
        Files.writeString(folder.resolve("thesis.txt"), "not ours");

        DataDir.wipe(folder);

        assertThat(folder.toFile().list()).containsExactly("thesis.txt");
    }
}
