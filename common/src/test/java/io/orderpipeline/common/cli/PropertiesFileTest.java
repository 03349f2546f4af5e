package io.orderpipeline.common.cli;

import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The files that options name: what is accepted, and one line about any other file. */
class PropertiesFileTest {

    @TempDir
    private Path folder;

    private Path file;

    @BeforeEach
    void chooseFile() {
        file = folder.resolve("settings");
    }

    @Test
    void should_accept_every_usual_form_of_a_line() throws IOException {
        write(
                """
                # a comment with a\\
                ! another one
                \s
                linger.ms=5
                  acks = all
                client.id: me
                retries 7
                exit-when-caught-up
                sasl.jaas.config=org.example.Login required \\
                  password="two words" \\
                  user="me";
                """);

        assertThat(PropertiesFile.read(file, "--kafka-config"))
                .containsAllEntriesOf(Map.of(
                        "linger.ms", "5",
                        "acks", "all",
                        "client.id", "me",
                        "retries", "7",
                        "exit-when-caught-up", "",
                        "sasl.jaas.config", "org.example.Login required password=\"two words\" user=\"me\";"))
                .hasSize(6);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "A pipeline for orders",
                "- an item",
                "| a | table |",
                "```sh",
                "{",
                "[section]",
                "<project>",
                "path=a\\\\\nsecret words here",
            })
    void should_name_the_first_line_that_no_properties_file_has(String line) throws IOException {
        write("# a title\n\nacks=all\n" + line + "\n");
        int number = 3 + (int) line.lines().count();

        assertThatThrownBy(() -> PropertiesFile.read(file, "--kafka-config"))
                .isInstanceOf(UserError.class)
                .hasMessage(
                        "--kafka-config: " + file + " is not a properties file: line " + number + " is not name=value");
    }

    @Test
    void should_say_that_names_have_no_dashes() throws IOException {
        write("rate=5\n--plain\n");

        assertThatThrownBy(() -> PropertiesFile.read(file, "--options-file"))
                .isInstanceOf(UserError.class)
                .hasMessageEndingWith("line 2 begins with dashes; write the name without them");
    }

    @Test
    void should_ignore_a_byte_order_mark() throws IOException {
        write("\uFEFFacks=all");

        assertThat(PropertiesFile.read(file, "--kafka-config")).isEqualTo(Map.of("acks", "all"));
    }

    @Test
    void should_explain_an_escape_that_is_none() throws IOException {
        write("ssl.keystore.location=C:\\users\\me");

        assertRejected(" has \\u without four hexadecimal digits; write a backslash as \\\\");
    }

    @Test
    void should_reject_another_encoding() throws IOException {
        Files.write(file, "acks=all".getBytes(UTF_16));

        assertRejected(" is not UTF-8 text; save it as UTF-8, or name another file");
    }

    @Test
    void should_reject_a_binary_file() throws IOException {
        write("PK\0\0");

        assertRejected(" is a binary file; name a text file");
    }

    @Test
    void should_not_read_a_file_that_is_too_large() throws IOException {
        write("a=1\n".repeat(300_000));

        assertRejected(" is larger than 1 MiB; name another file");
    }

    @Test
    void should_reject_a_directory() {
        assertThatThrownBy(() -> PropertiesFile.read(folder, "--kafka-config"))
                .hasMessage("--kafka-config: cannot read " + folder + ": it is a directory; name a readable file");
    }

    @Test
    void should_name_a_missing_file() {
        assertThatThrownBy(() -> PropertiesFile.read(file, "--kafka-config"))
                .hasMessage("--kafka-config: there is no file " + file + "; name one that exists");
    }

    private void assertRejected(String end) {
        assertThatThrownBy(() -> PropertiesFile.read(file, "--kafka-config"))
                .isInstanceOf(UserError.class)
                .hasMessage("--kafka-config: " + file + end);
    }

    private void write(String text) throws IOException {
        Files.writeString(file, text, UTF_8);
    }
}
