package io.orderpipeline.testing.endtoend.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.orderpipeline.localstack.LocalStack;
import io.orderpipeline.localstack.UsesLocalStack;
import io.orderpipeline.testing.endtoend.Skip;
import io.orderpipeline.testing.oracle.Cluster;
import io.orderpipeline.testing.oracle.TestPipeline;
import io.orderpipeline.testing.process.ChildProcess;
import io.orderpipeline.testing.process.ChildProcess.Signal;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The live view in a real terminal, and the JSON output. */
@UsesLocalStack
final class LiveViewIT {

    private static final int ORDERS = 300;

    @AutoClose
    private final TestPipeline pipeline;

    private final LocalStack stack;

    @TempDir
    private Path directory;

    LiveViewIT(LocalStack stack) {
        this.stack = stack;
        pipeline = new TestPipeline(Cluster.of(stack));
    }

    @BeforeEach
    void produce() {
        ChildProcess producer = pipeline.producer("--count=" + ORDERS, "--rate=0");
        assertThat(producer.awaitEnd(TestPipeline.LIMIT))
                .as(producer.lastLines())
                .isZero();
    }

    @Test
    void should_show_the_pipeline_at_any_size_and_handle_keys() throws IOException {
        try (Tmux terminal = terminal(80, 24)) {
            awaitScreen(terminal, "RUNNING", "polled 300 = written 300", "last events", "q quit   p pause");
            assertThat(terminal.screen()).doesNotContain("committed");

            terminal.resize(200, 50);
            awaitScreen(terminal, "committed", "partition-consumer-1 is assigned", "RUNNING");

            // The line above the keys was as wide as the screen.
            terminal.type("h");
            awaitScreen(terminal, "how long the oldest", "\nq quit   p pause   h back");
            terminal.type("h", "p");
            awaitScreen(terminal, "PAUSED", "p resume");
            terminal.type("p");
            awaitScreen(terminal, "RUNNING", "p pause");

            terminal.type("q");
            awaitScreen(terminal, "exit code 0", "ended");
            assertThat(terminal.history())
                    .contains("Total: polled 300 = written 300", "Consuming orders")
                    .doesNotContain("q quit");
            assertThat(terminal.showsSecondScreen()).isFalse();
        }
    }

    @Test
    void should_restore_the_terminal_on_sigterm() throws IOException {
        try (Tmux terminal = terminal(80, 24)) {
            awaitScreen(terminal, "RUNNING");
            assertThat(terminal.showsSecondScreen()).isTrue();
            assertThat(terminal.showsCursor()).isFalse();

            terminal.program().orElseThrow().destroy();

            awaitScreen(terminal, "exit code 0", "ended");
            assertClean(terminal);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"C-c", "q"})
    void should_restore_the_terminal_and_print_the_counters_on_ctrl_c_during_a_stop(String first) throws IOException {
        pipeline.producer("--rate=1000");
        try (Tmux terminal = terminal(80, 24)) {
            awaitScreen(terminal, "RUNNING");
            stack.cassandra().pause();
            try {
                terminal.type(first);
                awaitScreen(terminal, "STOPPING", "up to 20 s; Ctrl+C again ends now");
                terminal.type("C-c");

                awaitScreen(terminal, "exit code 1", "ended");
                assertClean(terminal);
                assertThat(terminal.history()).contains("Total: polled");
            } finally {
                stack.cassandra().resume();
            }
        }
    }

    @Test
    void should_show_the_keys_with_the_help_on_large_screens() throws IOException {
        try (Tmux terminal = terminal(120, 40)) {
            awaitScreen(terminal, "RUNNING", "last orders in Cassandra");
            terminal.type("h");
            awaitScreen(terminal, "how long the oldest", "\nq quit   p pause   h back");

            terminal.resize(100, 30);
            terminal.type("h");
            awaitScreen(terminal, "last orders in Cassandra", "\nq quit   p pause   h help");
            terminal.type("h");
            awaitScreen(terminal, "how long the oldest", "\nq quit   p pause   h back");
        }
    }

    @Test
    void should_suspend_on_ctrl_z_and_return_with_fg() throws IOException {
        try (Tmux terminal = terminal(80, 24)) {
            awaitScreen(terminal, "RUNNING");

            terminal.type("C-z");
            awaitScreen(terminal, "suspended");
            assertThat(terminal.showsSecondScreen()).isFalse();
            assertThat(terminal.showsCursor()).isTrue();
            assertThat(terminal.settingsWhileSuspended()).isEqualTo(terminal.settingsBefore());

            terminal.type("Enter");
            awaitScreen(terminal, "RUNNING", "q quit");
            assertThat(terminal.showsSecondScreen()).isTrue();
            assertThat(terminal.showsCursor()).isFalse();
            terminal.type("h");
            awaitScreen(terminal, "how long the oldest");

            terminal.type("q");
            awaitScreen(terminal, "exit code 0", "ended");
            assertClean(terminal);
        }
    }

    @Test
    void should_print_only_json_with_json() throws IOException {
        ChildProcess consumer = pipeline.consumer("--json");
        consumer.awaitOut("\"written\":300", TestPipeline.LIMIT);
        consumer.signal(Signal.INT);
        assertThat(consumer.awaitEnd(TestPipeline.LIMIT))
                .as(consumer.lastLines())
                .isZero();

        List<String> lines = consumer.out();
        ObjectMapper json = new ObjectMapper();
        for (String line : lines.subList(0, lines.size() - 1)) {
            assertThat(json.readTree(line).path("partitions").isArray())
                    .as(line)
                    .isTrue();
        }
        JsonNode end = json.readTree(lines.get(lines.size() - 1));
        assertThat(end.path("final").asBoolean()).isTrue();
        assertThat(end.path("reconciles").asBoolean()).isTrue();
        assertThat(end.path("totals").path("written").asInt()).isEqualTo(ORDERS);
    }

    @Test
    void should_show_the_producer_and_print_its_final_statistics() throws IOException {
        Skip.unlessInstalled(Tmux.isInstalled(), "the live view in a terminal", "there is no tmux");
        try (Tmux terminal = Tmux.start(directory, 80, 24, pipeline.producerCommand("--rate=200"))) {
            awaitScreen(terminal, "SENDING", "wanted", "books", "q quit");

            terminal.type("q");
            awaitScreen(terminal, "exit code 0", "ended");
            assertThat(terminal.history()).contains("+ failed 0").doesNotContain("q quit");
            assertClean(terminal);
        }
    }

    @Test
    void should_print_what_was_acknowledged_on_a_second_ctrl_c_of_the_producer() throws IOException {
        Skip.unlessInstalled(Tmux.isInstalled(), "the live view in a terminal", "there is no tmux");
        try (Tmux terminal = Tmux.start(directory, 80, 24, pipeline.producerCommand("--rate=200"))) {
            awaitScreen(terminal, "SENDING", "books");
            stack.kafka().pause();
            try {
                terminal.type("C-c");
                awaitScreen(terminal, "STOPPING", "Ctrl+C again ends now");
                terminal.type("C-c");

                awaitScreen(terminal, "exit code 1", "ended");
                assertClean(terminal);
                assertThat(terminal.history()).containsPattern("total +made [\\d,]+ = acknowledged [1-9]");
            } finally {
                stack.kafka().resume();
            }
        }
    }

    private Tmux terminal(int columns, int rows) throws IOException {
        Skip.unlessInstalled(Tmux.isInstalled(), "the live view in a terminal", "there is no tmux");
        return Tmux.start(directory, columns, rows, pipeline.consumerCommand());
    }

    private static void assertClean(Tmux terminal) throws IOException {
        assertThat(terminal.showsSecondScreen()).isFalse();
        assertThat(terminal.showsCursor()).isTrue();
        assertThat(terminal.settingsAfter()).isEqualTo(terminal.settingsBefore());
    }

    private static void awaitScreen(Tmux terminal, String... texts) {
        Awaitility.await().atMost(TestPipeline.LIMIT).untilAsserted(() -> assertThat(terminal.screen())
                .contains(texts));
    }
}
