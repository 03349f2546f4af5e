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
