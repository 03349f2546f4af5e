package io.orderpipeline.testing.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Constructor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * Holds docs/configuration.md to the programs: each option of each command is a row with the default that {@code
 * --help} prints. A default is written as in "(default: 60s)"; without one it is "off" for a flag, and "none"
 * otherwise.
 */
final class OptionReferenceTest {

    static final Map<String, String> PROGRAMS = Map.of(
            "consumer.ConsumerMain", "consumer.jar",
            "producer.ProducerMain", "producer.jar",
            "localstack.cli.StackMain", "scripts/stack",
            "testing.demo.DemoMain", "scripts/demo",
            "testing.drill.DrillMain", "scripts/drill",
            "testing.soak.SoakMain", "scripts/soak",
            "testing.matrix.MatrixMain", "scripts/matrix",
            "testing.benchmark.BenchMain", "scripts/bench");

    private static final String SHARED = "Options of every command";
    private static final Pattern DEFAULT = Pattern.compile("\\(default: ([^)]*)\\)");

    private static final MarkdownPage PAGE = MarkdownPage.read("docs/configuration.md");

    /** @param title heading of its section */
    private record Command(String program, String title, CommandSpec spec) {

        Stream<Command> withSubcommands() {
            Stream<Command> below = spec.subcommands().entrySet().stream()
                    .filter(command ->
                            !command.getValue().getCommandSpec().usageMessage().hidden())
                    .flatMap(command -> new Command(
                                    program,
                                    title + " " + command.getKey(),
                                    command.getValue().getCommandSpec())
                            .withSubcommands());
            return Stream.concat(Stream.of(this), below);
        }

        Stream<OptionSpec> options() {
            return spec.options().stream().filter(option -> !option.hidden());
        }

        /** Of its own section, else of its program's, else of the section for all commands. */
        Optional<MarkdownPage.Line> row(OptionSpec option) {
            return Stream.of(title, program, SHARED)
                    .flatMap(section -> rows(section).filter(row -> isOf(option, row)))
                    .findFirst();
        }

        private Stream<MarkdownPage.Line> rows(String section) {
            return optionRows()
                    .filter(row -> row.chapter().equals(section)
                            || List.of(row.section()
                                            .replace(" and scripts", ",scripts")
                                            .split(","))
                                    .contains(section));
        }
    }

    @TestFactory
    Stream<DynamicTest> should_describe_every_option_with_its_default() {
        return commands().flatMap(command -> command.options()
                .map(option -> DynamicTest.dynamicTest(
                        command.title() + " " + option.longestName(), () -> assertDescribed(command, option))));
    }

    @Test
    void should_describe_no_option_that_does_not_exist() {
        List<MarkdownPage.Line> known = commands()
                .flatMap(command -> command.options().flatMap(option -> command.row(option).stream()))
                .toList();

        assertThat(optionRows()).isNotEmpty().allMatch(known::contains);
    }

    private static void assertDescribed(Command command, OptionSpec option) {
        Optional<MarkdownPage.Line> row = command.row(option);
        assertThat(row).as("row in docs/configuration.md").isPresent();
        assertThat(row.get().cells().get(0)).contains(option.names());
        assertThat(defaults(row.get())).isEqualTo(defaultsOf(option));
    }

    /** As in "50; all with --json". */
    private static List<String> defaults(MarkdownPage.Line row) {
        return Stream.of(row.cells().get(1).split("; "))
                .map(value -> value.replaceFirst(" with --.*", ""))
                .toList();
    }

    private static List<String> defaultsOf(OptionSpec option) {
        List<String> printed = DEFAULT.matcher(String.join(" ", option.description()))
                .results()
                .map(match -> match.group(1))
                .toList();
        if (!printed.isEmpty()) {
            return printed;
        }
        assertThat(option.defaultValue())
                .as("default that --help does not print")
                .isNull();
        return List.of(option.typeInfo().isBoolean() ? "off" : "none");
    }

    private static Stream<Command> commands() {
        return PROGRAMS.entrySet().stream()
                .sorted(Map.Entry.comparingByValue())
                .map(program -> new Command(program.getValue(), program.getValue(), spec(program.getKey())))
                .flatMap(Command::withSubcommands);
    }

    private static Stream<MarkdownPage.Line> optionRows() {
        return PAGE.lines().stream().filter(line -> line.text().startsWith("| `--"));
    }

    private static boolean isOf(OptionSpec option, MarkdownPage.Line row) {
        return List.of(row.cells().get(0).split(", ")).contains(option.longestName());
    }

    static CommandSpec spec(String name) {
        try {
            return new CommandLine(Class.forName("io.orderpipeline." + name), OptionReferenceTest::create)
                    .getCommandSpec();
        } catch (ClassNotFoundException e) {
            throw new AssertionError(e);
        }
    }

    /** Commands are created for their options only, so nothing is passed to their constructors. */
    private static <K> K create(Class<K> type) throws Exception {
        if (type.isInterface()) {
            return CommandLine.defaultFactory().create(type);
        }
        List<Constructor<?>> constructors = new ArrayList<>(List.of(type.getDeclaredConstructors()));
        Constructor<?> smallest = constructors.stream()
                .min((one, other) -> one.getParameterCount() - other.getParameterCount())
                .orElseThrow();
        smallest.setAccessible(true);
        return type.cast(smallest.newInstance(new Object[smallest.getParameterCount()]));
    }
}
