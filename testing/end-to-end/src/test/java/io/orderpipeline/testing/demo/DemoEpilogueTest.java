package io.orderpipeline.testing.demo;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DemoEpilogueTest {

    private final DemoEpilogue afterwards = new DemoEpilogue(
            "scripts/stack",
            "--data " + DemoEpilogue.quoted("/tmp/a demo"),
            "",
            "--bootstrap-servers localhost:1 --contact-points 127.0.0.1:2");

    @Test
    void should_print_how_to_restart_stopped_servers() {
        assertThat(afterwards.whenStopped())
                .contains("  scripts/stack up --data '/tmp/a demo'", "  scripts/stack down --data '/tmp/a demo'")
                .anyMatch(line -> line.contains("SELECT * FROM order_pipeline.orders"));
    }

    @Test
    void should_print_how_to_use_and_stop_kept_servers() {
        assertThat(afterwards.whenKept())
                .contains("  scripts/stack down --data '/tmp/a demo'")
                .anyMatch(line -> line.endsWith("--bootstrap-servers localhost:1 --contact-points 127.0.0.1:2"))
                .noneMatch(line -> line.contains("stack up"));
    }

    @Test
    void should_quote_words_for_the_shell_when_needed() {
        assertThat(DemoEpilogue.quoted("/tmp/demo-1")).isEqualTo("/tmp/demo-1");
        assertThat(DemoEpilogue.quoted("it's")).isEqualTo("'it'\\''s'");
    }
}
