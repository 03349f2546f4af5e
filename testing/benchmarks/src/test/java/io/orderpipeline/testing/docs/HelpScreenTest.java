package io.orderpipeline.testing.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderpipeline.common.cli.Program;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** The help of every command of every program fits a terminal of 80 columns, with whole words and values. */
final class HelpScreenTest {

    private static final int WIDTH = 80;

    /** Beside the names of the options, on lines that follow another. */
    private static final int DESCRIPTION_WIDTH = 50;

    private static final Pattern DEFAULT = Pattern.compile("\\(default:[^)]*\\)");

    /** @param path of the command within the program */
    private record Screen(String program, List<String> path, CommandSpec spec) {

        Stream<Screen> withSubcommands() {
            Stream<Screen> below = spec.subcommands().entrySet().stream().flatMap(command -> {
                List<String> deeper = new ArrayList<>(path);
                deeper.add(command.getKey());
                return new Screen(program, deeper, command.getValue().getCommandSpec()).withSubcommands();
            });
            return Stream.concat(Stream.of(this), below);
        }

        /** As the program prints it. */
        String text() {
            List<String> arguments = new ArrayList<>(path);
            arguments.add("--help");
            PrintStream before = System.out;
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
            try {
                assertThat(run(arguments.toArray(String[]::new))).isZero();
                return out.toString(StandardCharsets.UTF_8);
            } finally {
                System.setOut(before);
            }
        }

        /** The program of the local stack shares no code with the others. */
        @SuppressWarnings("unchecked")
        private int run(String... arguments) {
            Object command = OptionReferenceTest.spec(program).userObject();
            return command instanceof Callable<?>
                    ? new Program((Callable<Integer>) command, "TEST", Map.of()).run(arguments)
                    : new CommandLine(command).execute(arguments);
        }

        /** What the help must hold unbroken. */
        Stream<String> texts() {
            Stream<String> options = spec.options().stream()
                    .filter(option -> !option.hidden())
                    .flatMap(option -> Stream.concat(Stream.of(option.longestName()), Stream.of(option.description())));
            return Stream.concat(
                    options,
                    Stream.of(
                                    spec.usageMessage().description(),
                                    spec.usageMessage().footer())
                            .flatMap(Stream::of));
        }

        @Override
        public String toString() {
            return program + " " + String.join(" ", path);
        }
    }

    static Stream<Screen> screens() {
        return OptionReferenceTest.PROGRAMS.keySet().stream()
                .sorted()
                .map(program -> new Screen(program, List.of(), OptionReferenceTest.spec(program)))
                .flatMap(Screen::withSubcommands)
                .filter(screen -> !screen.spec().usageMessage().hidden());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("screens")
    void should_fit_80_columns_and_break_no_word_and_no_default(Screen screen) {
        String help = screen.text();

        assertThat(help.lines()).allMatch(line -> line.length() <= WIDTH);
        assertThat(help.split("[\\s=]+"))
                .contains(screen.texts()
                        .flatMap(text -> Stream.of(text.split("[\\s=]+")))
                        .filter(word -> !word.isEmpty())
                        .toArray(String[]::new));
        List<String> defaults = screen.texts()
                .flatMap(text -> DEFAULT.matcher(text).results().map(match -> match.group()))
                .filter(text -> text.length() <= DESCRIPTION_WIDTH)
                .toList();
        assertThat(help.lines().flatMap(line -> DEFAULT.matcher(line).results().map(match -> match.group())))
                .containsAll(defaults);
    }
}
