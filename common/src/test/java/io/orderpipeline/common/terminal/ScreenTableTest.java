package io.orderpipeline.common.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.jline.utils.AttributedStyle;
import org.junit.jupiter.api.Test;

class ScreenTableTest {

    private final ScreenTable table = new ScreenTable(
                    ScreenTable.Column.right("p", 2, 0),
                    ScreenTable.Column.left("thread", 8, 2),
                    ScreenTable.Column.right("lag", 6, 1))
            .row(ScreenTable.Cell.of(0), ScreenTable.Cell.of("日本"), ScreenTable.Cell.of(1_234));

    @Test
    void should_align_columns_at_fixed_widths() {
        assertThat(text(80)).containsExactly(" p  thread       lag", " 0  日本       1,234");
    }

    @Test
    void should_hide_the_least_important_columns_first() {
        assertThat(text(19)).containsExactly(" p     lag", " 0   1,234");
        assertThat(text(9)).containsExactly(" p", " 0");
    }

    @Test
    void should_count_the_hidden_columns() {
        assertThat(table.hiddenColumns(80)).isZero();
        assertThat(table.hiddenColumns(9)).isEqualTo(2);
    }

    @Test
    void should_truncate_columns_that_stay() {
        assertThat(text(1)).containsExactly("~", "~");
    }

    @Test
    void should_replace_control_characters() {
        assertThat(ScreenTable.Cell.of("\u001b[31mred").text()).isEqualTo("?[31mred");
    }

    private List<String> text(int width) {
        return table.lines(width, AttributedStyle.BOLD).stream()
                .map(Object::toString)
                .toList();
    }
}
