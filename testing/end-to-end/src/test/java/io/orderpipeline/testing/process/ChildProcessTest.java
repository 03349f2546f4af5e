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
        List<String> heard = new CopyOnWriteArrayList<>();
        try (ChildProcess process =
                ChildProcess.start(sh("echo a; echo b >&2; exit 3").tellingTo(heard::add))) {
            assertThat(process.awaitEnd(LIMIT)).isEqualTo(3);
            assertThat(process.out().all()).containsExactly("a");
            assertThat(process.err().all()).containsExactly("b");
            assertThat(heard).containsExactlyInAnyOrder("a", "b");
        }
    }

    @Test
    void should_find_a_line_of_before_and_one_to_come() {
        try (ChildProcess process = ChildProcess.start(sh("echo ready; trap 'echo bye; exit' TERM; " + FOR_EVER))) {
            assertThat(process.awaitOut("^ready", LIMIT)).isEqualTo("ready");
            assertThat(process.awaitOut("^ready", LIMIT)).isEqualTo("ready");
            process.signal(ProcessSignal.TERM);
            assertThat(process.awaitOut("bye", LIMIT)).isEqualTo("bye");
        }
    }

    @Test
    void should_say_what_was_printed_in_place_of_what_was_awaited() {
        try (ChildProcess process = ChildProcess.start(sh("echo something else"))) {
            assertThatExceptionOfType(ProcessException.class)
                    .isThrownBy(() -> process.awaitOut("this", LIMIT))
                    .withMessageContaining("did not print 'this' before it ended")
                    .withMessageContaining("something else");
        }
    }

    @Test
    void should_kill_what_it_started_and_what_that_started() {
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
    void should_pass_a_terminals_interrupt_by_when_shielded() {
        Launch deaf = sh("echo ready; " + FOR_EVER).shieldedFromTerminal();
        try (ChildProcess process = ChildProcess.start(deaf)) {
            process.awaitOut("ready", LIMIT);
            process.signal(ProcessSignal.INT);
            assertThat(process.endsWithin(Duration.ofMillis(300))).isFalse();
            process.signal(ProcessSignal.TERM);
            assertThat(process.awaitEnd(LIMIT)).isNotZero();
        }
    }

    private static final String FOR_EVER = "while true; do sleep 0.1; done";

    private static Launch sh(String script) {
        return Launch.of("sh", List.of("sh", "-c", script));
    }
}
