package io.orderpipeline.consumer.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OffsetSetTest {

    private final OffsetSet offsets = new OffsetSet();

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 4_095, 4_096, Integer.MAX_VALUE + 1L, Long.MAX_VALUE})
    void should_contain_only_what_was_added(long offset) {
        assertThat(offsets.contains(offset)).isFalse();
        offsets.add(offset);

        assertThat(offsets.contains(offset)).isTrue();
        assertThat(offsets.contains(offset ^ 1)).isFalse();
        assertThat(offsets.contains(offset ^ 4_096)).isFalse();
    }

    @Test
    void should_remove_an_offset() {
        offsets.add(7);
        offsets.set(7, false);

        assertThat(offsets.contains(7)).isFalse();
    }
}
