package io.orderpipeline.testing.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderpipeline.testing.process.ChildProcess;
import io.orderpipeline.testing.process.Launch;
import io.orderpipeline.testing.process.Repository;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;

class DemoHelpTest {

    @Test
    void should_print_without_a_build_what_the_program_takes() {
        String script = Repository.find().script("demo").toString();
        try (ChildProcess demo = ChildProcess.start(Launch.of("demo", List.of(script, "--rate=5", "--help")))) {
            assertThat(demo.awaitEnd(Duration.ofSeconds(30))).isZero();

            String help =
                    new CommandLine(new DemoMain()).setUsageHelpAutoWidth(false).getUsageMessage(Ansi.OFF);
            assertThat(demo.out()).isEqualTo(help.lines().toList());
            assertThat(demo.err()).isEmpty();
        }
    }
}
