package io.orderpipeline.common.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStyle;
import org.junit.jupiter.api.Test;

class ScreenLinesTest {

    private static final List<AttributedString> BLOCK =
            Stream.of("a", "b", "c").map(AttributedString::new).toList();

    private final ScreenLines lines = new ScreenLines(10, 5);

    @Test
    void should_put_the_keys_in_the_last_row() {
        lines.add("one");
        lines.heading("two", AttributedStyle.BOLD);

        assertThat(lines.free()).isEqualTo(1);
        assertThat(page()).containsExactly("one", "", "two", "", "q quit");
    }

    @Test
    void should_cut_what_does_not_fit() {
        BLOCK.forEach(lines::add);
        lines.addData("wider than the screen\u001b");
        lines.add("too low");

        assertThat(page()).containsExactly("a", "b", "c", "wider tha~", "q quit");
        assertThat(new ScreenLines(10, 1).withKeys(new AttributedString("q"))).hasSize(1);
    }

    @Test
    void should_count_the_lines_of_a_block_that_do_not_fit() {
        lines.addUpTo(3, BLOCK, missing -> new AttributedString("unused"));
        assertThat(page()).containsExactly("a", "b", "c", "", "q quit");

        ScreenLines less = new ScreenLines(10, 5);
        less.addUpTo(2, BLOCK, missing -> new AttributedString("+" + missing));
        assertThat(less.all()).extracting(AttributedString::toString).containsExactly("a", "+2");
    }

    private List<String> page() {
        return lines.withKeys(new AttributedString("q quit")).stream()
                .map(AttributedString::toString)
                .toList();
    }
}
