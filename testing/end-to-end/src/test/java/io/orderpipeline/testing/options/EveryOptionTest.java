package io.orderpipeline.testing.options;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orderpipeline.common.cli.Program;
import io.orderpipeline.common.cli.StopSignal;
import io.orderpipeline.common.cli.UserError;
import io.orderpipeline.consumer.ConsumerMain;
import io.orderpipeline.producer.ProducerMain;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** Every option of the programs can also be set in the environment and in the options file. */
final class EveryOptionTest {

    private static final Map<Class<?>, String> SAMPLES = Map.of(
            boolean.class, "true",
            int.class, "17",
            Integer.class, "17",
            Long.class, "17",
            long.class, "17",
            double.class, "0.17",
            Duration.class, "17s",
            Instant.class, "2026-01-31T12:00:00Z",
            URI.class, "http://sample.invalid/");

    /** For options with their own format. */
    private static final Map<String, String> OWN_FORM = Map.of(
            "--start-time", "2026-01-31T12:00:00Z",
            "--category-weights", "books=5",
            "--categories-weights", "books=5");

    /** A new object each time, because a command keeps parsed values. */
    enum Main {
        ORDER_CONSUMER,
        ORDER_PRODUCER;

        Callable<Integer> command() {
            return this == ORDER_CONSUMER
                    ? new ConsumerMain(new StopSignal(), UnaryOperator.identity())
                    : new ProducerMain(new StopSignal(), OutputStream.nullOutputStream());
        }
    }

    /** @param path names of the command, and an argument where it needs one */
    record Command(Main program, List<String> path) {

        static Command of(Main program, List<String> names, CommandSpec spec) {
            Stream<String> arguments = spec.positionalParameters().stream()
                    .filter(parameter -> parameter.arity().min() > 0)
                    .map(parameter -> "sample");
            return new Command(program, Stream.concat(names.stream(), arguments).toList());
        }

        Object valueOf(String option, Map<String, String> environment, String... more) {
            String[] arguments = Stream.concat(path.stream(), Stream.of(more)).toArray(String[]::new);
            ParseResult result = new Program(program.command(), program.name(), environment).parse(arguments);
            while (result.hasSubcommand()) {
                result = result.subcommand();
            }
            return result.commandSpec().findOption(option).getValue();
        }
    }

    record Case(Command command, OptionSpec option) {

        String name() {
            return option.longestName();
        }

        boolean isFlag() {
            return option.typeInfo().isBoolean();
        }

        String variable() {
            return command.program() + "_"
                    + name().substring(2).toUpperCase(Locale.ROOT).replace('-', '_');
        }

        String sample() {
            return OWN_FORM.containsKey(name()) ? OWN_FORM.get(name()) : sampleOfType();
        }

        private String sampleOfType() {
            Class<?> type = option.isMultiValue() ? option.auxiliaryTypes()[0] : option.type();
            Object[] constants = type.getEnumConstants();
            return constants == null
                    ? SAMPLES.getOrDefault(type, "sample")
                    : constants[constants.length - 1].toString();
        }

        @Override
        public String toString() {
            return command.program() + " " + String.join(" ", command.path()) + " " + name();
        }
    }

    @TempDir
    private Path folder;

    static List<Case> cases() {
        return Stream.of(Main.values())
                .flatMap(program -> commands(program, List.of(), new CommandLine(program.command()).getCommandSpec()))
                .toList();
    }

    private static Stream<Case> commands(Main program, List<String> path, CommandSpec spec) {
        Stream<Case> own = spec.options().stream()
                .filter(option -> !option.usageHelp() && !option.versionHelp())
                .filter(option -> !option.longestName().equals("--options-file"))
                .map(option -> new Case(Command.of(program, path, spec), option));
        Stream<Case> below = spec.subcommands().entrySet().stream().flatMap(subcommand -> {
            List<String> deeper =
                    Stream.concat(path.stream(), Stream.of(subcommand.getKey())).collect(Collectors.toList());
            return commands(program, deeper, subcommand.getValue().getCommandSpec());
        });
        return Stream.concat(own, below);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void should_be_read_from_the_environment_and_from_a_file(Case option) throws IOException {
        Object withoutValue = option.command().valueOf(option.name(), Map.of());
        Path file =
                Files.writeString(folder.resolve("options"), option.name().substring(2) + "=" + option.sample() + "\n");

        Object fromEnvironment = option.command().valueOf(option.name(), Map.of(option.variable(), option.sample()));
        Object fromFile = option.command().valueOf(option.name(), Map.of(), "--options-file=" + file);

        assertThat(fromEnvironment).isNotNull().isNotEqualTo(withoutValue);
        assertThat(fromFile).isEqualTo(fromEnvironment);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void should_need_a_value_in_the_file_unless_it_is_a_flag(Case option) throws IOException {
        String file = "--options-file="
                + Files.writeString(folder.resolve("options"), option.name().substring(2));

        if (option.isFlag()) {
            assertThat(option.command().valueOf(option.name(), Map.of(), file)).isEqualTo(true);
        } else {
            assertRejected(() -> option.command().valueOf(option.name(), Map.of(), file), option.name(), "empty");
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void should_need_a_value_in_the_environment(Case option) {
        Map<String, String> environment = Map.of(option.variable(), "");

        assertRejected(() -> option.command().valueOf(option.name(), environment), option.variable(), "empty");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void should_be_in_the_file_once(Case option) throws IOException {
        String line = option.name().substring(2) + "=" + option.sample() + "\n";
        String file = "--options-file=" + Files.writeString(folder.resolve("options"), line + line);

        assertRejected(() -> option.command().valueOf(option.name(), Map.of(), file), "twice");
    }

    private static void assertRejected(ThrowingCallable parse, String... parts) {
        assertThatThrownBy(parse)
                .isInstanceOfSatisfying(
                        UserError.class, e -> assertThat(e.exitCode()).isEqualTo(Program.BAD_USAGE))
                .hasMessageContainingAll(parts);
    }
}
