package io.orderpipeline.consumer.lookup.id;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IdMatcherTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"order_id\":\"order-7\"}",
                "{\"order_id\":\"order-7",
                "order-7",
                "<id>order-7</id>",
                "order-7,Ada,Lamp",
                "{\"order_id\":\"\\u006frder-7\"}",
                "{\"name\":\"a \\\"quote\\\"\",\"order_id\":\"order-7\"}",
                "\u0007order-7tools",
                "\u000eorder-7zzz",
                "order-70, order-7"
            })
    void should_find_an_id_in_every_form(String value) {
        assertThat(new IdMatcher(List.of("order-7")).find(value.getBytes(UTF_8)))
                .containsExactly("order-7");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "order", "order-", "order-70", "reorder-7", "my-order-7", "order-7_b", "order-\\u00377"})
    void should_not_find_a_part_of_another_id(String value) {
        assertThat(new IdMatcher(List.of("order-7")).find(value.getBytes(UTF_8)))
                .isEmpty();
    }

    @Test
    void should_find_nothing_in_a_record_without_a_value() {
        assertThat(new IdMatcher(List.of("a")).find(null)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"caf\u00e9/1", "a\"b", "a\\b", "a\tb", "\ud83d\ude00"})
    void should_find_ids_that_json_escapes(String id) {
        StringBuilder escaped = new StringBuilder("{\"order_id\":\"");
        id.chars().forEach(unit -> escaped.append("\\u%04X".formatted(unit)));

        assertThat(new IdMatcher(List.of(id)).find((escaped + "\"}").getBytes(UTF_8)))
                .containsExactly(id);
    }

    @Test
    void should_leave_what_is_no_escape_sequence() {
        assertThat(new IdMatcher(List.of("a\\x")).find("{\"order_id\":\"a\\x\", \\u12".getBytes(UTF_8)))
                .containsExactly("a\\x");
    }

    @Test
    void should_find_several_ids_of_any_length_as_a_plain_search_does() {
        List<String> ids = List.of("ab", "abc,d", "ca", "b,b", "zzzzzz");
        IdMatcher matcher = new IdMatcher(ids);
        Random random = new Random(7);
        for (int i = 0; i < 20_000; i++) {
            StringBuilder text = new StringBuilder();
            random.ints(12, 0, 4).forEach(letter -> text.append("abc,".charAt(letter)));
            String value = text.toString();

            assertThat(matcher.find(value.getBytes(UTF_8)))
                    .as(value)
                    .containsExactlyInAnyOrderElementsOf(ids.stream()
                            .filter(id -> value.matches(".*(?<![a-z])" + id + "(?![a-z]).*"))
                            .toList());
        }
    }
}
