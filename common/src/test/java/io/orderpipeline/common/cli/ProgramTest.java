package io.orderpipeline.common.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

class ProgramTest {

    private final Sample sample = new Sample();

    @TempDir
    private Path folder;

    @Command(name = "sample", subcommands = Sub.class)
    static final class Sample implements Callable<Integer> {

        @ArgGroup(validate = false)
        Group group = new Group();

        @Mixin
        CommonOptions common;

        Exception failure;
        Error error;

        static final class Group {
            @Option(names = "--max-rate", defaultValue = "100")
            int rate;

            @Option(names = "--server", split = ",")
            List<String> servers;

            @Option(names = "--share", defaultValue = "0")
            double share;

            @Option(names = "--for", defaultValue = "90s")
            Duration duration;
        }

        @Override
        public Integer call() throws Exception {
            if (error != null) {
                throw error;
            }
            if (failure != null) {
                throw failure;
            }
            return Program.OK;
        }
    }

    @Command(name = "sub")
    static final class Sub implements Callable<Integer> {

        @Option(names = "--depth")
        int depth;

        @Override
        public Integer call() {
            return depth;
        }
    }

    @Test
    void should_prefer_command_line_to_environment_to_file_to_default() throws IOException {
        String file = "--options-file=" + Files.writeString(folder.resolve("options"), "max-rate=2");
        Map<String, String> environment = Map.of("SAMPLE_MAX_RATE", "3");

        assertThat(rate(Map.of())).isEqualTo(100);
        assertThat(rate(Map.of(), file)).isEqualTo(2);
        assertThat(rate(environment, file)).isEqualTo(3);
        assertThat(rate(environment, file, "--max-rate", "4")).isEqualTo(4);
        assertThat(rate(environment, file, "--max-rate=5")).isEqualTo(5);
    }

    @Test
    void should_ignore_an_invalid_value_that_the_command_line_overrides() {
        assertThat(rate(Map.of("SAMPLE_MAX_RATE", "fast"), "--max-rate=5")).isEqualTo(5);
    }

    @Test
    void should_name_the_file_with_an_invalid_value() throws IOException {
        Path file = Files.writeString(folder.resolve("options"), "max-rate=fast");

        Outcome outcome = run(Map.of("SAMPLE_OPTIONS_FILE", file.toString()));

        assertThat(outcome.exitCode()).isEqualTo(Program.BAD_USAGE);
        assertThat(outcome.errors()).contains("--max-rate", "fast", file.toString());
    }

    @Test
    void should_reject_an_unknown_key_in_the_file() throws IOException {
        Path file = Files.writeString(folder.resolve("options"), "max-rate=2\nmx-rate=3\ncolour=red\noptions-file=x");

        Outcome outcome = run(Map.of(), "--options-file=" + file);

        assertThat(outcome.exitCode()).isEqualTo(Program.BAD_USAGE);
        assertThat(outcome.errors())
                .isEqualToIgnoringNewLines("sample: --options-file: " + file + " sets unknown options: 'colour',"
                        + " 'mx-rate' (did you mean max-rate?), 'options-file'; --help lists the options");
    }

    @Test
    void should_accept_options_of_subcommands_in_the_file() throws IOException {
        String file = "--options-file=" + Files.writeString(folder.resolve("options"), "max-rate=2\ndepth=3");

        assertThat(rate(Map.of(), file)).isEqualTo(2);
    }

    @Test
    void should_warn_about_an_unknown_variable_and_continue() {
        Outcome outcome = run(Map.of("SAMPLE_MX_RATE", "3", "SAMPLES", "4", "PATH", "5"));

        assertThat(outcome.exitCode()).isEqualTo(Program.OK);
        assertThat(outcome.errors().lines())
                .singleElement()
                .asString()
                .contains("SAMPLE_MX_RATE", "ignored", "did you mean SAMPLE_MAX_RATE?");
    }

    @Test
    void should_parse_durations_with_units() {
        run(Map.of(), "--for", "5m");
        assertThat(sample.group.duration).isEqualTo(Duration.ofMinutes(5));
        run(Map.of(), "--for", "3650d");
        assertThat(sample.group.duration).isEqualTo(Duration.ofDays(3650));

        assertThat(run(Map.of(), "--for", "soon").errors().lines())
                .singleElement()
                .asString()
                .contains("--for", "soon", "90s");
    }

    @Test
    void should_suggest_a_similar_option() {
        assertThat(run(Map.of(), "--max-rat", "5").errors().lines())
                .singleElement()
                .asString()
                .contains("--max-rat", "did you mean --max-rate?");
    }

    @Test
    void should_name_the_unknown_option_alone_and_not_its_value() {
        assertThat(run(Map.of(), "--mxa-rate", "5").errors())
                .isEqualToIgnoringNewLines("sample: unknown option --mxa-rate (did you mean --max-rate?)");
        assertThat(run(Map.of(), "--colour=red").errors())
                .isEqualToIgnoringNewLines("sample: unknown option --colour; --help lists the options");
        assertThat(run(Map.of(), "--hlp").errors()).contains("unknown option --hlp (did you mean --help?)");
    }

    @Test
    void should_suggest_a_similar_command() {
        assertThat(run(Map.of(), "subb").errors())
                .isEqualToIgnoringNewLines("sample: unknown command 'subb' (did you mean sub?)");
        assertThat(run(Map.of(), "surplus").errors())
                .isEqualToIgnoringNewLines("sample: unknown argument 'surplus'; --help lists the options and commands");
    }

    @Test
    void should_report_an_option_without_its_value() {
        assertThat(run(Map.of(), "--max-rate").errors())
                .isEqualToIgnoringNewLines("sample: --max-rate needs a value: --max-rate <rate>");
        assertThat(run(Map.of(), "--server", "--max-rate=5").errors())
                .startsWith("sample: --server needs a value: --server ");
        assertThat(run(Map.of(), "--max-rate=").errors())
                .isEqualToIgnoringNewLines("sample: --max-rate has an empty value; give one, or leave it out");
    }

    @Test
    void should_describe_the_expected_number_format() {
        assertThat(run(Map.of(), "--max-rate", "1,000").errors().lines())
                .singleElement()
                .asString()
                .contains("--max-rate", "'1,000' is not a whole number such as 1000, without separators");
        assertThat(run(Map.of(), "--share", "half").errors())
                .contains("--share", "'half' is not a number such as 1000 or 0.5");
        assertThat(run(Map.of(), "--share", "NaN").exitCode()).isEqualTo(Program.BAD_USAGE);
    }

    @Test
    void should_reject_a_repeated_option() {
        Outcome outcome = run(Map.of(), "--max-rate=5", "--for", "5m", "--max-rate", "6");

        assertThat(outcome.exitCode()).isEqualTo(Program.BAD_USAGE);
        assertThat(outcome.errors()).isEqualToIgnoringNewLines("sample: --max-rate is given twice; give it once");
    }

    @Test
    void should_report_a_user_error_in_one_line() {
        sample.failure = UserError.failed("no broker at x:1; start one");

        Outcome outcome = run(Map.of());

        assertThat(outcome.exitCode()).isEqualTo(Program.FAILED);
        assertThat(outcome.errors()).isEqualToIgnoringNewLines("sample: no broker at x:1; start one");
    }

    @Test
    void should_accept_a_list_that_is_repeated_or_has_spaces_after_commas() {
        run(Map.of(), "--server", "a:1", "--max-rate=5", "--server=b:2,", "c:3");

        assertThat(sample.group.servers).containsExactly("a:1", "b:2", "c:3");
        assertThat(sample.group.rate).isEqualTo(5);
    }

    @Test
    void should_report_an_exhausted_heap_in_one_line() {
        sample.error = new OutOfMemoryError("Java heap space");

        Outcome outcome = run(Map.of());

        assertThat(outcome.exitCode()).isEqualTo(Program.FAILED);
        assertThat(outcome.errors().lines())
                .singleElement()
                .asString()
                .startsWith("sample: out of memory")
                .contains("-Xmx");
    }

    @Test
    void should_report_a_native_library_that_cannot_be_loaded_in_one_line() {
        sample.failure = new IllegalStateException(
                "cannot read the topic",
                new NoClassDefFoundError("Could not initialize class com.github.luben.zstd.ZstdOutputStream"));

        Outcome outcome = run(Map.of());

        assertThat(outcome.exitCode()).isEqualTo(Program.FAILED);
        assertThat(outcome.errors().lines())
                .singleElement()
                .asString()
                .contains("zstd", "java.io.tmpdir", System.getProperty("java.io.tmpdir"));
    }

    @Test
    void should_report_a_native_library_that_fails_with_an_error() {
        sample.error = new UnsatisfiedLinkError("org.xerial.snappy: failed to map segment from shared object");

        assertThat(run(Map.of()).errors().lines()).singleElement().asString().contains("snappy", "noexec");
    }

    @Test
    void should_report_a_file_that_cannot_be_used_in_one_line() {
        var problem = new FileSystemException("/data/x", null, "Read-only file system");
        String message = "sample: cannot use the file /data/x: Read-only file system";

        sample.failure = problem;
        assertThat(run(Map.of()).errors()).isEqualToIgnoringNewLines(message);
        sample.failure = new UncheckedIOException(problem);
        assertThat(run(Map.of()).errors()).isEqualToIgnoringNewLines(message);
    }

    @Test
    void should_report_a_file_as_the_remote_cause_of_a_bug_as_unexpected() {
        sample.failure = new IllegalStateException("a bug", new NoSuchFileException("/data/x"));

        assertThat(run(Map.of()).errors()).contains("sample: failed: java.lang.IllegalStateException: a bug");
    }

    @Test
    void should_report_an_unexpected_failure() {
        sample.failure = new IllegalStateException("a bug");

        Outcome outcome = run(Map.of());

        assertThat(outcome.exitCode()).isEqualTo(Program.FAILED);
        assertThat(outcome.errors()).contains("sample: failed: java.lang.IllegalStateException: a bug");
    }

    private int rate(Map<String, String> environment, String... arguments) {
        assertThat(run(environment, arguments)).isEqualTo(new Outcome(Program.OK, ""));
        return sample.group.rate;
    }

    private record Outcome(int exitCode, String errors) {}

    private Outcome run(Map<String, String> environment, String... arguments) {
        PrintStream before = System.err;
        ByteArrayOutputStream errors = new ByteArrayOutputStream();
        System.setErr(new PrintStream(errors, true));
        try {
            return new Outcome(new Program(sample, "SAMPLE", environment).run(arguments), errors.toString());
        } finally {
            System.setErr(before);
        }
    }
}
