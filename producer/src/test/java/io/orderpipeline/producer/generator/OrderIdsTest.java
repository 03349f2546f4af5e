package io.orderpipeline.producer.generator;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

final class OrderIdsTest {

    private static final long TIME = 1_769_860_800_123L;

    @Test
    void should_make_uuids_of_version_7_that_begin_with_the_time() {
        UUID id = OrderIds.id(TIME, 5, -1);

        assertThat(id.version()).isEqualTo(7);
        assertThat(id.variant()).isEqualTo(2);
        assertThat(id.getMostSignificantBits() >>> 16).isEqualTo(TIME);
    }

    @Test
    void should_sort_by_index_within_a_millisecond() {
        Random random = new Random(1);
        for (long index : new long[] {0, 1, 4095, (1 << 20) - 1, 1 << 20, 123_456_789, (1L << 32) - 2}) {
            String earlier = OrderIds.id(TIME, index, random.nextLong()).toString();
            String later = OrderIds.id(TIME, index + 1, random.nextLong()).toString();
            assertThat(earlier).isLessThan(later);
        }
    }

    @Test
    void should_sort_by_time_before_index() {
        assertThat(OrderIds.id(TIME, 1_000_000, -1).toString())
                .isLessThan(OrderIds.id(TIME + 1, 0, 0).toString());
        assertThat(OrderIds.id(0, 0, 0).toString()).isEqualTo("00000000-0000-7000-8000-000000000000");
    }

    @Test
    void should_write_the_text_of_an_id() {
        Random random = new Random(1);
        for (int i = 0; i < 100; i++) {
            UUID id = OrderIds.id(random.nextLong(1L << 48), random.nextInt(), random.nextLong());
            byte[] text = ("<" + new UUID(0, 0) + ">").getBytes(US_ASCII);

            OrderIds.write(id, text, 1);

            assertThat(new String(text, US_ASCII)).isEqualTo("<" + id + ">");
        }
    }

    @Test
    void should_distinguish_runs_by_the_random_bits() {
        assertThat(OrderIds.id(TIME, 7, 1)).isNotEqualTo(OrderIds.id(TIME, 7, 2));
    }
}
