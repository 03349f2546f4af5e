package io.orderpipeline.localstack.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.orderpipeline.localstack.LocalStack;
import io.orderpipeline.localstack.Ports;
import io.orderpipeline.localstack.StackConfig;
import io.orderpipeline.localstack.StackEnd;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Runs the stack command as a user does. Starts are slow, so that three starts serve all checks: a stack can end in
 * three ways.
 */
final class StackCommandIT {

    private static final Duration LIMIT = Duration.ofSeconds(30);

    @TempDir
    private Path folder;

    private Path data;
    private final String kafkaPort = Integer.toString(Ports.free());
    private final String cassandraPort = Integer.toString(Ports.free());
    private final String schemaRegistryPort = Integer.toString(Ports.free());

    @BeforeEach
    void chooseFolder() {
        data = folder.resolve("stack");
    }

    @AfterEach
    void leaveNoProcess() {
        StackRun.run(data, "down", "--wipe");
    }

    @Test
    void should_start_again_after_any_end_and_leave_no_process() {
        StackState first = up();
        up_twice_is_harmless(first);
        status_shows_all_servers(first);
        rows_can_be_queried();
        another_stack_on_these_ports_or_files_is_rejected_in_one_line();
        a_killed_supervisor_leaves_no_process(first);

        StackState second = up();
        assertThat(second.supervisor()).isNotEqualTo(first.supervisor());
        a_server_that_dies_takes_the_stack_with_it_and_the_log_says_why(second);

        down_leaves_no_process_and_keeps_the_data_unless_told_to_wipe(up());
    }

    private void up_twice_is_harmless(StackState first) {
        assertThat(up()).as("second up").isEqualTo(first);
        assertThat(StackRun.run(data, "status").exitCode()).isZero();
    }

    private void status_shows_all_servers(StackState state) {
        StackRun status = StackRun.run(data, "status");

        assertThat(status.out())
                .contains("kafka answers at localhost:" + kafkaPort)
                .contains("cassandra answers at 127.0.0.1:" + cassandraPort)
                .contains("schema-registry answers at localhost:" + schemaRegistryPort);
        assertThat(state.servers()).hasSize(3).allSatisfy(server -> assertThat(status.out())
                .contains(" " + server.pid()));
    }

    private void rows_can_be_queried() {
        StackRun rows = StackRun.run(data, "cql", "SELECT key, data_center FROM system.local");
        assertThat(rows.out().lines()).containsExactly("key    data_center", "local  datacenter1", "1 row");

        StackRun wrong = StackRun.run(data, "cql", "SELECT all of it");
        assertThat(wrong.exitCode()).isEqualTo(1);
        assertThat(wrong.err().lines()).singleElement().asString().startsWith("stack: the statement failed: ");
    }

    private void down_leaves_no_process_and_keeps_the_data_unless_told_to_wipe(StackState state) {
        Instant before = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        assertThat(StackRun.run(data, "down").exitCode()).isZero();
        assertThat(StackEnd.read(data).orElseThrow().time())
                .hasValueSatisfying(time -> assertThat(time).isAfterOrEqualTo(before));
        assertThat(processes(state)).noneMatch(StackState.ProcessRef::isAlive);
        assertEndIsReported("it was stopped");
        assertThat(data.resolve("kafka/data/meta.properties")).as("kept data").exists();

        StackRun.run(data, "down", "--wipe");
        assertThat(data).doesNotExist();
    }

    private void a_killed_supervisor_leaves_no_process(StackState state) {
        kill(state.supervisor());
        await().atMost(LIMIT).until(() -> processes(state).stream().noneMatch(StackState.ProcessRef::isAlive));

        assertEndIsReported("process " + state.supervisor().pid() + ", was killed", "stack.log");
    }

    private void assertEndIsReported(String... why) {
        StackRun status = StackRun.run(data, "status");
        assertThat(status.exitCode()).isEqualTo(1);
        assertThat(status.out()).startsWith("no stack runs in " + data).contains(why);
    }

    private void a_server_that_dies_takes_the_stack_with_it_and_the_log_says_why(StackState state) {
        kill(state.servers().get(0));
        await().atMost(LIMIT).until(() -> processes(state).stream().noneMatch(StackState.ProcessRef::isAlive));

        assertThat(data.resolve("stack.log")).content().contains("kafka: ended with exit code 137, ending the stack");
        assertEndIsReported("kafka ended with exit code 137", "SIGKILL", "kafka/server.log");
    }

    private void another_stack_on_these_ports_or_files_is_rejected_in_one_line() {
        StackRun samePort = StackRun.run(
                folder.resolve("other"), "up", "--kafka-port", kafkaPort, "--cassandra-port", "" + Ports.free());
        assertThat(samePort.exitCode()).isEqualTo(1);
        assertThat(samePort.err())
                .contains("kafka: port " + kafkaPort + " on 127.0.0.1 is in use: stop what listens there or choose"
                        + " another with --kafka-port");
        assertThatThrownBy(() -> LocalStack.open(StackConfig.onFreePorts(data)))
                .hasMessageContaining("is in use by another stack");
        assertThat(StackRun.run(data, "up", "--kafka-port", "" + Ports.free()).exitCode())
                .isEqualTo(1);
    }

    private StackState up() {
        StackRun up = StackRun.run(
                data,
                "up",
                "--kafka-port",
                kafkaPort,
                "--cassandra-port",
                cassandraPort,
                "--schema-registry-port",
                schemaRegistryPort);
        assertThat(up.exitCode()).as(up.err()).isZero();
        assertThat(up.out())
                .contains("schema registry is up at http://localhost:" + schemaRegistryPort + "/apis/ccompat/v7");
        return StackState.ofRunning(data).orElseThrow();
    }

    private static void kill(StackState.ProcessRef process) {
        process.find().ifPresent(ProcessHandle::destroyForcibly);
    }

    private static List<StackState.ProcessRef> processes(StackState state) {
        List<StackState.ProcessRef> processes = new ArrayList<>(state.servers());
        processes.add(state.supervisor());
        return processes;
    }
}
