package io.orderpipeline.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class TextTableTest {

    @Test
    void should_align_numbers_right_and_texts_left() {
        TextTable table =
                new TextTable("rl", "count", "category").row(1234567L, "books").row(8, "tools");

        assertThat(table.lines("  "))
                .containsExactly("      count  category", "  1,234,567  books", "          8  tools");
    }

    @Test
    void should_keep_data_from_steering_the_terminal() {
        assertThat(new TextTable("l", "name").row("a\u001b[2Jb\nc").lines("")).containsExactly("name", "a?[2Jb?c");
    }

    @Test
    void should_refuse_a_row_that_does_not_fit() {
        assertThatThrownBy(() -> new TextTable("l", "name").row("a", "b")).isInstanceOf(IllegalArgumentException.class);
    }
}
