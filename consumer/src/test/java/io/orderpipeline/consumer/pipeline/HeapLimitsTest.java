package io.orderpipeline.consumer.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HeapLimitsTest {

    private static final long MEBIBYTE = 1 << 20;

    @ParameterizedTest
    @CsvSource({
        "16, 500, 2097152",
        "96, 4096, 12582912",
        "512, 30720, 67108864",
        "1024, 60000, 67108864",
        "8192, 60000, 67108864"
    })
    void should_lower_the_limits_in_a_small_heap(long heap, int records, long bytes) {
        assertThat(HeapLimits.of(heap * MEBIBYTE)).isEqualTo(new HeapLimits(records, bytes, heap * MEBIBYTE));
    }

    @ParameterizedTest
    @CsvSource({
        "16, 3, 65536",
        "512, 5000, 65536",
        "96, 3, 196608",
        "512, 32, 1048576",
        "1024, 3, 2097152",
        "8192, 3, 2097152",
        "512, 300, 111848",
        "8192, 300, 1789569"
    })
    void should_fetch_less_of_each_partition_in_a_small_heap_and_of_many(long heap, int partitions, int bytes) {
        assertThat(HeapLimits.of(heap * MEBIBYTE).fetchBytes(partitions)).isEqualTo(bytes);
    }

    @ParameterizedTest
    @CsvSource({"96, 3, 1048576", "512, 2, 8388608", "512, 1, 16777216", "8192, 1, 16777216", "1, 1, 65536"})
    void should_cut_only_records_that_exceed_the_part_of_the_heap_for_one_thread(long heap, int threads, int bytes) {
        assertThat(HeapLimits.of(heap * MEBIBYTE).partBytes(threads)).isEqualTo(bytes);
    }

    @ParameterizedTest
    @CsvSource({"96, 1, 16777216", "96, 4, 4194304", "6144, 2, 536870912"})
    void should_allow_every_thread_to_decompress_a_record_at_the_same_time(long heap, int threads, long bytes) {
        assertThat(HeapLimits.of(heap * MEBIBYTE).recordBytes(threads)).isEqualTo(bytes);
    }

    @Test
    void should_know_the_heap_of_this_process() {
        assertThat(HeapLimits.ofThisProcess())
                .isEqualTo(HeapLimits.of(Runtime.getRuntime().maxMemory()));
    }
}
