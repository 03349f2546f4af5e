package io.orderpipeline.common.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class NumberRangesTest {

    @Test
    void should_join_three_and_more_numbers_in_a_row() {
        assertThat(NumberRanges.of(List.of(9, 0, 1, 2, 3, 7, 10, 15))).isEqualTo("0-3, 7, 9, 10, 15");
        assertThat(NumberRanges.of(List.of(5))).isEqualTo("5");
        assertThat(NumberRanges.of(List.of())).isEmpty();
    }

    @Test
    void should_end_after_a_few_ranges() {
        List<Integer> even = IntStream.range(0, 300).map(i -> 2 * i).boxed().toList();

        assertThat(NumberRanges.of(even)).startsWith("0, 2, 4, ").endsWith(", 22, ...");
    }
}
