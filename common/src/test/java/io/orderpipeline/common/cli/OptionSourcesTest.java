package io.orderpipeline.common.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

class OptionSourcesTest {

    private final Sample sample = new Sample();

    @TempDir
    private Path folder;

    @Command(name = "sample")
    static final class Sample implements Callable<Integer> {

        @Mixin
        CommonOptions common;

        @Option(names = "--plain")
        boolean plain;

        @Option(names = "--rate", defaultValue = "100")
        int rate;

        @Option(names = "--topic")
        String topic;

        @Option(names = "--mode")
        Mode mode;

        enum Mode {
            SLOW,
            FAST
        }

        @Override
        public Integer call() {
            return Program.OK;
        }
    }

    @ParameterizedTest
    @CsvSource({
        "plain, true",
        "plain=, true",
        "plain: true, true",
        "plain = TRUE, true",
        "plain=false, false",
        "#plain, false",
    })
    void should_turn_on_a_flag_by_its_name_in_the_file(String line, boolean expected) throws IOException {
        parse(Map.of(), line);

        assertThat(sample.plain).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"true, true", "false, false", "True, true"})
    void should_read_a_flag_from_the_environment(String value, boolean expected) throws IOException {
        parse(Map.of("SAMPLE_PLAIN", value), "");

        assertThat(sample.plain).isEqualTo(expected);
    }

    @Test
    void should_ignore_spaces_around_values() throws IOException {
        parse(Map.of("SAMPLE_TOPIC", " orders "), "rate = 5 \nmode=fast\t");

        assertThat(sample.topic).isEqualTo("orders");
        assertThat(sample.rate).isEqualTo(5);
        assertThat(sample.mode).isEqualTo(Sample.Mode.FAST);
    }

    @ParameterizedTest
    @ValueSource(strings = {"rate", "topic=", "mode = "})
    void should_reject_an_empty_value_in_the_file(String line) {
        assertThatThrownBy(() -> parse(Map.of(), line))
                .isInstanceOf(UserError.class)
                .hasMessage("--" + line.split("[ =]")[0] + " has an empty value, from the options file " + file()
                        + "; give one, or remove it there");
    }

    @ParameterizedTest
    @ValueSource(strings = {"PLAIN", "RATE", "TOPIC", "MODE"})
    void should_reject_an_empty_value_in_the_environment(String name) {
        assertThatThrownBy(() -> parse(Map.of("SAMPLE_" + name, " "), ""))
                .isInstanceOf(UserError.class)
                .hasMessageEndingWith(" has an empty value, from the environment variable SAMPLE_" + name
                        + "; give one, or remove it there");
    }

    @Test
    void should_ignore_an_empty_value_that_the_command_line_overrides() throws IOException {
        parse(Map.of("SAMPLE_RATE", ""), "topic=", "--rate=7", "--topic=orders");

        assertThat(sample.rate).isEqualTo(7);
    }

    @Test
    void should_reject_a_key_that_the_file_sets_twice() {
        assertThatThrownBy(() -> parse(Map.of(), "rate=1\ntopic=a\nrate=1"))
                .isInstanceOf(UserError.class)
                .hasMessage(
                        "--options-file: " + file() + " sets rate twice, and only the last would be used; keep one");
    }

    @Test
    void should_name_source_and_choices_of_an_invalid_value() throws IOException {
        assertThatThrownBy(() -> parse(Map.of("SAMPLE_PLAIN", "yes"), "")).satisfies(e -> assertThat(message(e))
                .isEqualTo("--plain: 'yes' is not true or false, from the environment variable SAMPLE_PLAIN"));
        assertThatThrownBy(() -> parse(Map.of(), "mode=fastt")).satisfies(e -> assertThat(message(e))
                .isEqualTo("--mode: 'fastt' is not one of SLOW, FAST (did you mean FAST?), from the options file "
                        + file()));
    }

    private static String message(Throwable e) {
        return UsageMessage.of((picocli.CommandLine.ParameterException) e);
    }

    private Path file() {
        return folder.resolve("options");
    }

    private void parse(Map<String, String> environment, String contents, String... arguments) throws IOException {
        Files.writeString(file(), contents);
        String[] all = new String[arguments.length + 1];
        all[0] = "--options-file=" + file();
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        var unused = new Program(sample, "SAMPLE", environment).parse(all);
    }
}
