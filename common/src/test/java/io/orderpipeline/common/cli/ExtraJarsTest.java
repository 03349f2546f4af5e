package io.orderpipeline.common.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ExtraJarsTest {

    @TempDir
    private Path folder;

    @Test
    void should_print_the_command_for_the_jar_that_was_started() throws IOException {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, "example.Main");
        Path jar = folder.resolve("program.jar");
        new JarOutputStream(Files.newOutputStream(jar), manifest).close();

        String command = "java -cp 'program.jar" + File.pathSeparator + "extra/*' example.Main (docs/platforms.md)";
        assertThat(ExtraJars.howToAdd(jar.toString())).isEqualTo(command);
        assertThat(ExtraJars.howToAdd(jar + File.pathSeparator + "/app/extra/*"))
                .as("as in the images, without the directory")
                .isEqualTo(command);
    }

    @Test
    void should_print_the_form_of_the_command_for_another_class_path() {
        String form = "java -cp '…" + File.pathSeparator + "extra/*' … (docs/platforms.md)";

        assertThat(ExtraJars.howToAdd("a.jar" + File.pathSeparator + "b.jar")).isEqualTo(form);
        assertThat(ExtraJars.howToAdd("classes")).isEqualTo(form);
        assertThat(ExtraJars.howToAdd(folder.resolve("none.jar").toString())).isEqualTo(form);
    }
}
