package io.orderpipeline.common.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;
import org.jline.utils.AttributedStyle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScreenTextTest {

    @ParameterizedTest(name = "{0}")
    @CsvSource({"Lamp,4", "日本語,6", "e\u0301,1", "👍,2", "👍🏽,2", "❤\uFE0F,1", "👨\u200D👩,4", "🇩🇪,2"})
    void should_measure_screen_columns(String data, int width) {
        assertThat(ScreenText.width(ScreenText.clean(data))).isEqualTo(width);
    }

    @Test
    void should_remove_terminal_control_characters() {
        assertThat(ScreenText.clean("a\u001b[2J\n\u202eb\u009b")).isEqualTo("a?[2J??b?");
    }

    @ParameterizedTest(name = "{0} in {1}")
    @CsvSource({"Lamp,4,Lamp", "Lamps,4,Lam~", "日本語,6,日本語", "日本語,5,日本~", "日本語,4,日~", "Lamp,1,~", "Lamp,0,''"})
    void should_truncate_between_characters(String text, int width, String expected) {
        assertThat(ScreenText.cut(text, width)).isEqualTo(expected);
    }

    @Test
    void should_keep_styles_when_it_truncates() {
        AttributedString styled = new AttributedStringBuilder()
                .append("one ")
                .styled(AttributedStyle.BOLD, "two three")
                .toAttributedString();

        AttributedString cut = ScreenText.cut(styled, 8);

        assertThat(cut.toString()).isEqualTo("one two~");
        assertThat(cut.styleAt(5)).isEqualTo(AttributedStyle.BOLD);
        assertThat(ScreenText.cut(styled, 13)).isEqualTo(styled);
        assertThat(ScreenText.cut(styled, 0).toString()).isEmpty();
    }

    @Test
    void should_count_the_items_that_do_not_fit() {
        List<String> items = List.of("books 3", "toys 2", "tools 1");

        assertThat(ScreenText.list(items, 24)).isEqualTo("books 3, toys 2, tools 1");
        assertThat(ScreenText.list(items, 23)).isEqualTo("books 3, +2 more");
        assertThat(ScreenText.list(items, 10)).isEqualTo("books 3, ~");
        assertThat(ScreenText.list(List.of(), 10)).isEmpty();
    }

    @Test
    void should_break_lines_between_parts() {
        assertThat(ScreenText.wrap(List.of("made 10", "= stored 9", "+ lost 1"), 18, "  "))
                .containsExactly("made 10 = stored 9", "  + lost 1");
        assertThat(ScreenText.wrap(List.of("longer than", "that"), 5, " ")).containsExactly("longer than", " that");
        assertThat(ScreenText.wrap(List.of("one", "line"), Integer.MAX_VALUE, " "))
                .containsExactly("one line");
    }

    @Test
    void should_show_the_scale_of_a_sparkline() {
        assertThat(Sparkline.withScale(List.of(0.0, 6_000.0), 3)).isEqualTo(" ▁█ max 6,000");
        assertThat(Sparkline.withScale(List.of(), 2)).isEqualTo("   max 0");
    }

    @Test
    void should_pad_by_columns_not_by_characters() {
        assertThat(ScreenText.left("日本", 6) + "|").isEqualTo("日本  |");
        assertThat(ScreenText.right("日本", 6)).isEqualTo("  日本");
    }

    @Test
    void should_draw_the_newest_values_at_the_right_edge() {
        assertThat(Sparkline.of(List.of(0.0, 50.0, 100.0), 5, 100)).isEqualTo("  ▁▅█");
        assertThat(Sparkline.of(List.of(9.0, 0.0, 100.0), 2, 100)).isEqualTo("▁█");
    }

    @Test
    void should_draw_small_values_but_not_zero() {
        assertThat(Sparkline.of(List.of(0.0, 1.0), 2, 1_000)).isEqualTo("▁▂");
        assertThat(Sparkline.of(List.of(0.0, 0.0), 2, 0)).isEqualTo("▁▁");
    }
}
