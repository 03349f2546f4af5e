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
    private static final Consumer<String> IGNORED = line -> {};

    @TempDir
    private Path folder;

    private ChildJvm child;

    @AfterEach
    void endChild() {
        child.kill();
    }

    @Test
    void should_fail_with_the_end_of_the_log_when_the_server_dies() {
        child = FakeServer.start(folder, "fail");

        assertThatThrownBy(() -> new ServerReadiness("kafka", child, () -> false, LONG, IGNORED).await())
                .hasMessageStartingWith("kafka: ended with exit code 3 before it was ready")
                .hasMessageContaining("the reason why");
    }

    @Test
    void should_limit_the_wait_for_readiness() {
        child = FakeServer.start(folder, "wait");

        assertThatThrownBy(() -> new ServerReadiness("kafka", child, () -> false, Duration.ZERO, IGNORED).await())
                .hasMessageStartingWith("kafka: not ready after 0 s");
    }

    @Test
    void should_report_readiness_with_the_process_id() {
        child = FakeServer.start(folder, "wait");
        List<String> progress = new ArrayList<>();

        new ServerReadiness("kafka", child, () -> true, LONG, progress::add).await();

        assertThat(progress).singleElement().asString().endsWith("process " + child.pid());
    }

    @Test
    void should_ignore_sigint() {
        child = startedAndWaiting();

        child.signal("INT");

        // The exit code would be that of the first signal.
        child.stop(LONG);
        assertThat(child.onExit().join()).isEqualTo(143);
    }

    @Test
    void should_stop_a_paused_server() {
        child = startedAndWaiting();
        child.signal("STOP");

        child.stop(LONG);

        assertThat(child.onExit().join()).isEqualTo(143);
    }

    @Test
    void should_keep_the_log_of_the_previous_run() {
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
