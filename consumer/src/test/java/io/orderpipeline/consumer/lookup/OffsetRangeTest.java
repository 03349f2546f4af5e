package io.orderpipeline.consumer.lookup;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class OffsetRangeTest {

    private final OffsetRange range = range(10, 20);

    @Test
    void should_be_empty_instead_of_negative() {
        assertThat(range(10, 5)).isEqualTo(range(10, 10));
        assertThat(range(10, 5).isEmpty()).isTrue();
    }

    @Test
    void should_leave_what_another_range_does_not_have() {
        assertThat(range.without(range(12, 15))).containsExactly(range(10, 12), range(15, 20));
        assertThat(range.without(range(0, 15))).containsExactly(range(15, 20));
        assertThat(range.without(range(15, 30))).containsExactly(range(10, 15));
        assertThat(range.without(range(0, 30))).isEmpty();
        assertThat(range.without(range(0, 0))).containsExactly(range);
        assertThat(range.without(range(0, 5))).containsExactly(range);
        assertThat(range.without(range(25, 30))).containsExactly(range);
        assertThat(range(5, 5).without(range(0, 0))).isEmpty();
    }

    @Test
    void should_contain_both_ranges() {
        assertThat(range.with(range(15, 30))).isEqualTo(range(10, 30));
        assertThat(range.with(range(0, 0))).isEqualTo(range);
        assertThat(range(0, 0).with(range)).isEqualTo(range);
    }

    @Test
    void should_be_cut_to_its_first_or_last_offsets() {
        assertThat(range.first(3)).isEqualTo(range(10, 13));
        assertThat(range.last(3)).isEqualTo(range(17, 20));
        assertThat(range.first(30)).isEqualTo(range);
        assertThat(range.last(30)).isEqualTo(range);
    }

    private static OffsetRange range(long from, long to) {
        return new OffsetRange(0, from, to);
    }
}
