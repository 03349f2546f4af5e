package io.orderpipeline.common.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
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
