package io.orderpipeline.testing.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

class ChildProcessTest {

    private static final Duration LIMIT = Duration.ofSeconds(30);

    @Test
    void should_keep_both_streams_and_the_exit_code() {
        List<String> lines = new CopyOnWriteArrayList<>();
        try (ChildProcess process =
                ChildProcess.start(sh("echo a; echo b >&2; exit 3").withListener(lines::add))) {
            assertThat(process.awaitEnd(LIMIT)).isEqualTo(3);
            assertThat(process.out()).containsExactly("a");
            assertThat(process.err()).containsExactly("b");
            assertThat(lines).containsExactlyInAnyOrder("a", "b");
        }
    }

    @Test
    void should_find_earlier_and_later_lines() {
        try (ChildProcess process = ChildProcess.start(sh("echo ready; trap 'echo bye; exit' TERM; " + FOR_EVER))) {
            assertThat(process.awaitOut("^ready", LIMIT)).isEqualTo("ready");
            assertThat(process.awaitOut("^ready", LIMIT)).isEqualTo("ready");
            process.signal(ChildProcess.Signal.TERM);
            assertThat(process.awaitOut("bye", LIMIT)).isEqualTo("bye");
        }
    }

    @Test
    void should_report_the_last_output_when_the_awaited_line_is_missing() {
        try (ChildProcess process = ChildProcess.start(sh("echo something else"))) {
            assertThatExceptionOfType(ProcessException.class)
                    .isThrownBy(() -> process.awaitOut("this", LIMIT))
                    .withMessageContaining("did not print 'this' before it ended")
                    .withMessageContaining("something else");
        }
    }

    @Test
    void should_kill_the_process_and_its_descendants() {
        ChildProcess process = ChildProcess.start(sh("sh -c 'echo inner; " + FOR_EVER + "'; true"));
        process.awaitOut("inner", LIMIT);
        List<ProcessHandle> all = process.tree();

        process.close();

        assertThat(all).hasSizeGreaterThan(1);
        // onExit of a process that is not our child looks once a second or two.
        await().atMost(LIMIT).until(() -> all.stream().noneMatch(ProcessHandle::isAlive));
        assertThat(process.isAlive()).isFalse();
    }

    @Test
    void should_ignore_the_interrupt_of_a_terminal_when_shielded() {
        Launch deaf = sh("echo ready; " + FOR_EVER).shieldedFromTerminal();
        try (ChildProcess process = ChildProcess.start(deaf)) {
            process.awaitOut("ready", LIMIT);
            process.signal(ChildProcess.Signal.INT);
            assertThat(process.endsWithin(Duration.ofMillis(300))).isFalse();
            process.signal(ChildProcess.Signal.TERM);
            assertThat(process.awaitEnd(LIMIT)).isNotZero();
        }
    }

    private static final String FOR_EVER = "while true; do sleep 0.1; done";

    private static Launch sh(String script) {
        return Launch.of("sh", List.of("sh", "-c", script));
    }
}
