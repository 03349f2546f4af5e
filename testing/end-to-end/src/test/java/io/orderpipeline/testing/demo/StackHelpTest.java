package io.orderpipeline.testing.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderpipeline.localstack.cli.StackMain;
import io.orderpipeline.testing.process.ChildProcess;
import io.orderpipeline.testing.process.Java;
import io.orderpipeline.testing.process.Launch;
import io.orderpipeline.testing.process.Repository;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class StackHelpTest {

    @ParameterizedTest
    @ValueSource(strings = {"--help", "up --help", "down -h", "status --help", "cql --help"})
    void should_print_without_a_build_what_the_program_takes(String arguments) {
        List<String> list = List.of(arguments.split(" "));
        Launch script = Launch.of(
                "stack",
                Stream.concat(Stream.of(Repository.find().script("stack").toString()), list.stream())
                        .toList());

        assertThat(output(script))
                .isEqualTo(output(Java.running().main("stack", List.of(), StackMain.class.getName(), list)));
    }

    private static List<String> output(Launch launch) {
        try (ChildProcess process = ChildProcess.start(launch)) {
            assertThat(process.awaitEnd(Duration.ofSeconds(30)))
                    .as(process.lastLines())
                    .isZero();
            return process.out();
        }
    }
}
