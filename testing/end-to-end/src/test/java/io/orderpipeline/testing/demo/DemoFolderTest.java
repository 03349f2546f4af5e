package io.orderpipeline.testing.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.orderpipeline.common.cli.Program;
import io.orderpipeline.common.cli.UserError;
import io.orderpipeline.testing.process.Repository;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoFolderTest {

    private final StackCommand stack = new StackCommand(
            Repository.find(), new DemoOutput(new PrintStream(OutputStream.nullOutputStream()), false));

    @TempDir
    private Path directory;

    @Test
    void should_reject_a_directory_with_foreign_files() throws IOException {
        Path file = Files.createDirectories(directory.resolve("kafka")).resolve("notes");
        Files.writeString(file, "about an author");

        assertThatExceptionOfType(UserError.class)
                .isThrownBy(() -> new DemoFolder(directory).makeFresh(stack))
                .withMessageContaining("--data " + directory)
                .satisfies(e -> assertThat(e.exitCode()).isEqualTo(Program.BAD_USAGE));
        assertThat(file).exists();
    }

    @Test
    void should_empty_the_directory_of_an_earlier_demo() throws IOException {
        DemoFolder folder = new DemoFolder(directory.resolve("new"));
        folder.makeFresh(stack);
        Path old = Files.createDirectories(folder.path().resolve("kafka")).resolve("old");
        Files.writeString(old, "x");

        folder.makeFresh(stack);

        assertThat(old).doesNotExist();
        assertThat(folder.path()).exists();
    }
}
