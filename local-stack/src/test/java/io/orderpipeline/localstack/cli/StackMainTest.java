package io.orderpipeline.localstack.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class StackMainTest {

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({
        "up --nope, --nope",
        "up --kafka-port abc, --kafka-port",
        "up --kafka-port 0, --kafka-port 0",
        "up --cassandra-port 70000, --cassandra-port 70000",
        "up --kafka-port 15000 --cassandra-port 15000, --cassandra-port",
        "up --schema-registry-port 0, --schema-registry-port 0",
        "up --kafka-port 15000 --schema-registry-port 15000, --schema-registry-port",
        "up --cassandra-port 8081 --schema-registry, --schema-registry-port",
        "up --docker --kafka-port 15000, --docker",
        "up --docker --schema-registry, --docker",
        "down --data, --data",
        "cql, STATEMENT",
        "sideways, unknown command sideways",
        "start, did you mean up?",
        "stop, did you mean down?",
        "restart --data x, did you mean down",
    })
    void should_report_bad_usage_in_one_line_that_names_the_option(String arguments, String named) {
        StackRun command = StackRun.run(arguments.split(" ", -1));

        assertThat(command.exitCode()).isEqualTo(2);
        assertThat(command.err().lines()).singleElement().asString().contains(named);
    }

    @ParameterizedTest
    @CsvSource({
        "--help, up down status cql --help",
        "up --help, --kafka-port --cassandra-port --schema-registry --cassandra-java --data --docker",
        "up -h, --kafka-port --data",
        "down --help, --wipe --data --docker",
        "status --help, --data --docker",
        "cql --help, STATEMENT SELECT --data --docker",
    })
    void should_list_the_options_of_every_command_in_its_help(String arguments, String listed) {
        StackRun command = StackRun.run(arguments.split(" ", -1));

        assertThat(command.exitCode()).isZero();
        assertThat(command.out()).contains(listed.split(" ", -1));
        assertThat(command.err()).isEmpty();
    }

    @Test
    void should_reject_a_missing_command() {
        assertThat(StackRun.run().exitCode()).isEqualTo(2);
    }

    @Test
    void should_report_that_no_stack_runs() {
        StackRun status = StackRun.run(folder, "status");

        assertThat(status.exitCode()).isEqualTo(1);
        assertThat(status.out()).isEqualTo("no stack runs in " + folder + System.lineSeparator());
    }

    @Test
    void should_reject_a_statement_without_a_running_stack() {
        StackRun cql = StackRun.run(folder, "cql", "SELECT key FROM system.local");

        assertThat(cql.exitCode()).isEqualTo(1);
        assertThat(cql.err().lines()).singleElement().asString().contains("no stack runs in " + folder);
    }

    @Test
    void should_accept_down_without_a_running_stack() {
        assertThat(StackRun.run(folder, "down").exitCode()).isZero();
        assertThat(StackRun.run(folder.resolve("absent"), "down").exitCode()).isZero();
        assertThat(folder.resolve("absent")).doesNotExist();
    }
}
