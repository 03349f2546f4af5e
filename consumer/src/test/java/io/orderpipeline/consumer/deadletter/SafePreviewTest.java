package io.orderpipeline.consumer.deadletter;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SafePreviewTest {

    @ParameterizedTest(name = "U+{0}")
    @ValueSource(ints = {0, 7, '\t', '\n', '\r', 0x1b, 0x7f, 0x9b, 0x202e, 0x2028, 0x200b, 0xfeff, 0xe000, 0xe0001})
    void should_replace_characters_that_control_a_terminal(int character) {
        String text = "a" + Character.toString(character) + "b";

        assertThat(SafePreview.of(text.getBytes(UTF_8))).isEqualTo("a?b");
    }

    @Test
    void should_show_the_scripts_of_every_language() {
        assertThat(SafePreview.of("Zoë 日本 😀".getBytes(UTF_8))).isEqualTo("Zoë 日本 😀");
    }

    @Test
    void should_replace_bytes_that_are_not_text() {
        assertThat(SafePreview.of(new byte[] {(byte) 0xff, 'a'})).isEqualTo("\ufffda");
    }

    @Test
    void should_show_only_the_beginning() {
        assertThat(SafePreview.of("x".repeat(61).getBytes(UTF_8))).isEqualTo("x".repeat(60) + "...");
        assertThat(SafePreview.of("x".repeat(60).getBytes(UTF_8))).isEqualTo("x".repeat(60));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "\u00e9", "\u20ac", "\ud83d\ude00"})
    void should_cut_between_characters(String character) {
        String most = character.repeat(200);

        assertThat(SafePreview.shortened(most, 200)).isEqualTo(most);
        assertThat(SafePreview.shortened(most.getBytes(UTF_8), 200)).isEqualTo(most);
        assertThat(SafePreview.shortened(most + character, 200)).isEqualTo(most + "...");
        assertThat(SafePreview.shortened((most + "b" + most).getBytes(UTF_8), 200))
                .isEqualTo(most + "...");
    }

    @Test
    void should_distinguish_no_value_from_an_empty_one() {
        assertThat(SafePreview.of(null)).isEqualTo("(null)");
        assertThat(SafePreview.of(new byte[0])).isEqualTo("(empty)");
    }
}
