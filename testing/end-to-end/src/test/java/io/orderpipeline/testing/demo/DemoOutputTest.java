package io.orderpipeline.testing.demo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.List;
import org.junit.jupiter.api.Test;

class DemoOutputTest {

    private static final String STATUS = "0:00:13  polled 6,001  written 5,990  dead letters 0  in flight 11"
            + " (3/12 requests)  498/s  lag 10  (p0 0  p1 10  p2 0)";
    private static final String PRODUCER_STATUS =
            "  12 s  acknowledged 6,000  500/s  in flight 1  failed 0  behind 0 ms";
    private static final String PROGRESS = "0:00:13  produced 6,000 (500/s)  stored 5,990 (498/s)  lag 10";

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final PrintStream stream = new PrintStream(bytes, true, UTF_8);

    @Test
    void should_print_one_line_for_both_programs_without_a_terminal() {
        DemoOutput output = new DemoOutput(stream, false);

        output.quote("producer", PRODUCER_STATUS);
        output.quote("consumer", STATUS);

        assertThat(printed()).isEqualTo(PROGRESS + "\n");
    }

    @Test
    void should_redraw_one_line_on_a_terminal_and_erase_it_before_other_lines() {
        DemoOutput output = new DemoOutput(stream, true);

        output.quote("consumer", STATUS);
        output.quote("producer", PRODUCER_STATUS);
        output.say("The first order is stored.");

        assertThat(printed())
                .isEqualTo("\r\u001b[K" + PROGRESS.replace("6,000 (500/s)", "5,990") + "\r\u001b[K" + PROGRESS
                        + "\r\u001b[KThe first order is stored.\n");
    }

    @Test
    void should_break_long_lines_of_the_programs_between_words() {
        DemoOutput output = new DemoOutput(stream, true);

        output.quote("producer", "a word ".repeat(30));
        output.say("a sentence ".repeat(20).strip());

        assertThat(printed().lines()).hasSizeGreaterThan(4).allMatch(line -> line.length() < 80);
        assertThat(printed()).startsWith("producer | a word a word").contains("\nproducer |   ");
    }

    @Test
    void should_keep_commands_whole_and_prefix_every_line_of_a_program() {
        DemoOutput output = new DemoOutput(stream, true);
        String command = "  scripts/stack " + "x".repeat(100);

        output.paragraph(List.of("To query:", command));
        output.quote("verify", "PASS");

        assertThat(printed()).isEqualTo("\nTo query:\n" + command + "\n\n  verify | PASS\n");
    }

    private String printed() {
        return bytes.toString(UTF_8);
    }
}
