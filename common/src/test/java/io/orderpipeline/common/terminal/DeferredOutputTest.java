package io.orderpipeline.common.terminal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import org.junit.jupiter.api.Test;

class DeferredOutputTest {

    private final DeferredOutput held = new DeferredOutput();
    private final PrintStream stream = held.stream();

    @Test
    void should_release_the_buffered_lines() {
        stream.println("eins ü");
        stream.println("zwei");
        stream.print("drei");

        assertThat(held.last(1)).containsExactly("zwei");
        assertThat(released().lines()).containsExactly("eins ü", "zwei", "drei");
        assertThat(released()).isEmpty();
    }

    @Test
    void should_keep_the_newest_lines_and_count_the_others() {
        for (int i = 0; i < DeferredOutput.LIMIT + 2; i++) {
            stream.println(i);
        }

        assertThat(released().lines())
                .hasSize(DeferredOutput.LIMIT + 1)
                .startsWith("(2 earlier lines are left out)", "2")
                .endsWith(Integer.toString(DeferredOutput.LIMIT + 1));
    }

    private String released() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        held.release(new PrintStream(bytes, true, UTF_8));
        return bytes.toString(UTF_8);
    }
}
