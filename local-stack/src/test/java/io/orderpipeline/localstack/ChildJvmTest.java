package io.orderpipeline.localstack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ChildJvmTest {

    private static final Duration LONG = Duration.ofSeconds(60);
    private static final Consumer<String> NOWHERE = line -> {};

    @TempDir
    private Path folder;

    private ChildJvm child;

    @AfterEach
    void endChild() {
        child.kill();
    }

    @Test
    void a_server_that_dies_ends_the_wait_at_once_with_its_last_words() {
        child = FakeServer.start(folder, "fail");

        assertThatThrownBy(() -> new ServerReadiness("kafka", child, () -> false, LONG, NOWHERE).await())
                .hasMessageStartingWith("kafka: ended with exit code 3 before it was ready")
                .hasMessageContaining("the reason why");
    }

    @Test
    void waiting_for_a_server_that_never_answers_has_a_limit() {
        child = FakeServer.start(folder, "wait");

        assertThatThrownBy(() -> new ServerReadiness("kafka", child, () -> false, Duration.ZERO, NOWHERE).await())
                .hasMessageStartingWith("kafka: not ready after 0 s");
    }

    @Test
    void ready_is_said_with_the_process() {
        child = FakeServer.start(folder, "wait");
        List<String> progress = new ArrayList<>();

        new ServerReadiness("kafka", child, () -> true, LONG, progress::add).await();

        assertThat(progress).singleElement().asString().endsWith("process " + child.pid());
    }

    @Test
    void an_interrupt_from_the_terminal_does_not_end_a_server() {
        child = startedAndWaiting();

        child.signal("INT");

        // Of the two it would have heard the first.
        child.stop(LONG);
        assertThat(child.onExit().join()).isEqualTo(143);
    }

    @Test
    void a_paused_server_can_be_stopped() {
        child = startedAndWaiting();
        child.signal("STOP");

        child.stop(LONG);

        assertThat(child.onExit().join()).isEqualTo(143);
    }

    @Test
    void the_log_of_the_run_before_is_kept() {
        child = FakeServer.start(folder, "fail");
        child.awaitEnd(LONG);

        child = FakeServer.start(folder, "wait");

        assertThat(folder.resolve("server.log.previous")).content().contains("the reason why");
    }

    private ChildJvm startedAndWaiting() {
        child = FakeServer.start(folder, "wait");
        await().atMost(LONG).until(() -> child.lastLogLines().contains("waiting"));
        return child;
    }
}
