package io.orderpipeline.testing.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderpipeline.common.cli.Program;
import io.orderpipeline.testing.process.ChildProcess;
import io.orderpipeline.testing.process.Launch;
import io.orderpipeline.testing.process.Repository;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DemoHelpTest {

    @Test
    void should_print_without_a_build_what_the_program_takes() {
        String script = Repository.find().script("demo").toString();
        try (ChildProcess demo = ChildProcess.start(Launch.of("demo", List.of(script, "--rate=5", "--help")))) {
            assertThat(demo.awaitEnd(Duration.ofSeconds(30))).isZero();

            assertThat(demo.out()).isEqualTo(helpOfProgram().lines().toList());
            assertThat(demo.err()).isEmpty();
        }
    }

    private static String helpOfProgram() {
        PrintStream before = System.out;
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        System.setOut(new PrintStream(out, true));
        try {
            assertThat(new Program(new DemoMain(), "ORDER_DEMO", Map.of()).run("--help"))
                    .isZero();
            return out.toString();
        } finally {
            System.setOut(before);
        }
    }
}
