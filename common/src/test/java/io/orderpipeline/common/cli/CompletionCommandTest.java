package io.orderpipeline.common.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

class CompletionCommandTest {

    @Command(name = "sample", subcommands = CompletionCommand.class)
    static final class Sample implements Runnable {

        @Option(names = "--max-rate")
        int rate;

        @Override
        public void run() {
            throw new IllegalStateException("only the subcommand is wanted");
        }
    }

    @Test
    void should_complete_the_options_of_the_program() {
        StringWriter out = new StringWriter();

        int exitCode =
                new CommandLine(new Sample()).setOut(new PrintWriter(out)).execute("completion");

        assertThat(exitCode).isZero();
        assertThat(out.toString()).contains("complete -F _complete_sample", "--max-rate", "completion");
    }
}
