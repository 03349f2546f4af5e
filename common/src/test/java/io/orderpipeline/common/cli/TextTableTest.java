package io.orderpipeline.common.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TextTableTest {

    @Test
    void should_align_numbers_right_and_texts_left() {
        TextTable table =
                new TextTable("rl", "count", "category").row(1234567L, "books").row(8, "tools");

        assertThat(table.lines("  "))
                .containsExactly("      count  category", "  1,234,567  books", "          8  tools");
    }

    /** U+009B begins a control sequence as ESC [ does, in one character; U+202E writes the line backwards. */
    @ParameterizedTest(name = "U+{0}")
    @ValueSource(ints = {0, '\n', '\r', 0x1b, 0x7f, 0x9b, 0x202e, 0x2028, 0x200b})
    void should_remove_terminal_control_characters(int character) {
        String cell = "a" + Character.toString(character) + "[2Jb";

        assertThat(new TextTable("l", "name").row(cell).lines("")).containsExactly("name", "a?[2Jb");
    }

    @Test
    void should_reject_a_row_of_another_length() {
        assertThatThrownBy(() -> new TextTable("l", "name").row("a", "b")).isInstanceOf(IllegalArgumentException.class);
    }
}
