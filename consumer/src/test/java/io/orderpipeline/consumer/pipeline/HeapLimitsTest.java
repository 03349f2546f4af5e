package io.orderpipeline.consumer.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HeapLimitsTest {

    private static final long MEBIBYTE = 1 << 20;

    @ParameterizedTest
    @CsvSource({
        "96, 1536, 12582912, 196608",
        "512, 8192, 16777216, 1048576",
        "1024, 12000, 16777216, 1048576",
        "8192, 12000, 16777216, 1048576"
    })
    void should_lower_the_limits_in_a_small_heap(long heap, int records, long bytes, int fetchBytes) {
        assertThat(HeapLimits.of(heap * MEBIBYTE))
                .isEqualTo(new HeapLimits(records, bytes, fetchBytes, heap * MEBIBYTE));
    }
}
