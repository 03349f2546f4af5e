package io.orderpipeline.consumer.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HeapLimitsTest {

    private static final long MEBIBYTE = 1 << 20;

    @ParameterizedTest
    @CsvSource({
        "96, 1536, 12582912, 196608",
        "512, 8192, 67108864, 1048576",
        "1024, 16384, 67108864, 2097152",
        "8192, 60000, 67108864, 2097152"
    })
    void should_lower_the_limits_in_a_small_heap(long heap, int records, long bytes, int fetchBytes) {
        assertThat(HeapLimits.of(heap * MEBIBYTE))
                .isEqualTo(new HeapLimits(records, bytes, fetchBytes, heap * MEBIBYTE));
    }
}
