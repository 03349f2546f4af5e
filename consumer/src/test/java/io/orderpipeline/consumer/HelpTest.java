package io.orderpipeline.consumer;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderpipeline.common.cli.StopSignal;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

class HelpTest {

    private static final int WIDTH = 80;

    static Stream<CommandLine> should_fit_80_columns_and_break_no_default() {
        CommandLine consumer = new CommandLine(new ConsumerMain(new StopSignal()));
        return Stream.concat(Stream.of(consumer), subcommands(consumer));
    }

    private static Stream<CommandLine> subcommands(CommandLine command) {
        return command.getSubcommands().values().stream()
                .flatMap(subcommand -> Stream.concat(Stream.of(subcommand), subcommands(subcommand)));
    }

    @ParameterizedTest
    @MethodSource
    void should_fit_80_columns_and_break_no_default(CommandLine command) {
        assertThat(command.getUsageMessage().lines())
                .allMatch(line -> line.length() <= WIDTH)
                .filteredOn(line -> line.contains("(default:"))
                .allMatch(line -> line.substring(line.indexOf("(default:")).contains(")"));
    }
}
