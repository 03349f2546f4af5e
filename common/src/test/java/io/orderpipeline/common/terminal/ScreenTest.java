package io.orderpipeline.common.terminal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.jline.terminal.Attributes.LocalFlag;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.jline.utils.AttributedString;
import org.junit.jupiter.api.Test;

class ScreenTest {

    private static final String SECOND_SCREEN = "\u001b[?1049";
    private static final String CURSOR_SHOWN = "\u001b[?25h";
    private static final String CURSOR_HIDDEN = "\u001b[?25l";
    private static final String ERASE_LINE = "\u001b[K";
    private static final String WRAP_ON = "\u001b[?7h";

    private final ByteArrayOutputStream shown = new ByteArrayOutputStream();

    @Test
    void should_draw_on_the_alternate_screen_and_restore_the_terminal() throws IOException {
        Terminal terminal = terminal();
        Screen screen = new Screen(terminal, InputStream.nullInputStream());

        screen.draw(size -> List.of(new AttributedString("one"), new AttributedString("two")));
        assertThat(terminal.getAttributes().getLocalFlag(LocalFlag.ECHO)).isFalse();
        assertThat(terminal.getAttributes().getLocalFlag(LocalFlag.ISIG)).isTrue();
        assertThat(shown.toString(UTF_8)).contains(SECOND_SCREEN + "h", CURSOR_HIDDEN, "one", "two");

        shown.reset();
        screen.close();
        assertThat(shown.toString(UTF_8)).contains(SECOND_SCREEN + "l", CURSOR_SHOWN, WRAP_ON);
    }

    @Test
    void should_draw_nothing_after_close() throws IOException {
        Screen screen = screen("");
        screen.close();
        shown.reset();

        screen.draw(size -> List.of(new AttributedString("late")));
        screen.close();

        assertThat(shown.toString(UTF_8)).isEmpty();
    }

    @Test
    void should_draw_only_what_has_changed() throws IOException {
        Screen screen = screen("");
        screen.draw(size -> List.of(new AttributedString("stays"), new AttributedString("1")));
        shown.reset();

        screen.draw(size -> List.of(new AttributedString("stays"), new AttributedString("2")));

        assertThat(shown.toString(UTF_8)).contains("2").doesNotContain("stays");
    }

    @Test
    void should_draw_every_line_at_the_left_when_lines_move_up() throws IOException {
        Screen screen = screen("");
        screen.draw(
                size -> List.of(new AttributedString("one"), new AttributedString("two"), new AttributedString("q")));
        shown.reset();

        screen.draw(size -> List.of(new AttributedString("two"), new AttributedString("q"), new AttributedString("h")));

        assertThat(shown.toString(UTF_8)).contains("\u001b[3;1H" + ERASE_LINE + "h");
    }

    @Test
    void should_keep_the_last_character_of_a_line_as_wide_as_the_screen() throws IOException {
        Screen screen = screen("");
        screen.draw(size -> List.of(new AttributedString("x".repeat(20)), new AttributedString("keys: q")));
        shown.reset();

        screen.draw(size -> List.of(new AttributedString("y".repeat(20)), new AttributedString("keys: back")));

        assertThat(shown.toString(UTF_8))
                .isEqualTo("\u001b[1;1H" + ERASE_LINE + "y".repeat(20) + "\u001b[2;1H" + ERASE_LINE + "keys: back");
    }

    @Test
    void should_leave_the_screen_while_suspended_and_draw_everything_afterwards() throws IOException {
        Terminal terminal = terminal();
        Screen screen = new Screen(terminal, InputStream.nullInputStream());
        screen.draw(size -> List.of(new AttributedString("stays")));
        shown.reset();

        assertThat(screen.suspend()).isTrue();
        screen.draw(size -> List.of(new AttributedString("late")));
        assertThat(terminal.getAttributes().getLocalFlag(LocalFlag.ECHO)).isTrue();
        assertThat(shown.toString(UTF_8))
                .contains(SECOND_SCREEN + "l", CURSOR_SHOWN, WRAP_ON)
                .doesNotContain("late");

        shown.reset();
        screen.resume();
        screen.draw(size -> List.of(new AttributedString("stays")));
        assertThat(terminal.getAttributes().getLocalFlag(LocalFlag.ECHO)).isFalse();
        assertThat(shown.toString(UTF_8)).contains(SECOND_SCREEN + "h", CURSOR_HIDDEN, "stays");
    }

    @Test
    void should_not_return_to_the_screen_after_close() throws IOException {
        Screen screen = screen("");
        screen.close();
        shown.reset();

        assertThat(screen.suspend()).isFalse();
        screen.resume();

        assertThat(shown.toString(UTF_8)).isEmpty();
    }

    @Test
    void should_show_as_many_lines_as_there_are_rows() throws IOException {
        Screen screen = screen("");
        List<AttributedString> lines = List.of("a1", "a2", "a3", "a4").stream()
                .map(AttributedString::new)
                .toList();

        screen.draw(size -> lines);

        assertThat(shown.toString(UTF_8)).contains("a3").doesNotContain("a4");
    }

    @Test
    void should_return_typed_characters_without_escape_sequences() throws IOException {
        assertThat(screen("pq").typed()).isEqualTo("pq");
        assertThat(screen("").typed()).isEmpty();
        assertThat(screen("\u001bOP").typed()).isEmpty();
    }

    private Screen screen(String typed) throws IOException {
        return new Screen(terminal(), new ByteArrayInputStream(typed.getBytes(UTF_8)));
    }

    private Terminal terminal() throws IOException {
        return TerminalBuilder.builder()
                .system(false)
                .streams(InputStream.nullInputStream(), shown)
                .type("xterm")
                .encoding(UTF_8)
                .size(Size.of(20, 3))
                .build();
    }
}
