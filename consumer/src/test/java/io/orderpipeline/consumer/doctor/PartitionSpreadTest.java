package io.orderpipeline.consumer.doctor;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

class PartitionSpreadTest {

    @Test
    void should_name_the_categories_of_each_partition() {
        PartitionSpread spread = new PartitionSpread(Map.of(0, 1_000L, 1, 1_100L));
        sample(spread, 0, "toys");
        sample(spread, 0, "books");
        sample(spread, 0, "books");
        sample(spread, 1, "music");

        assertThat(spread.result())
                .isEqualTo(CheckResult.ok("2,100 on 2 partitions: p0 1,000 (books toys), p1 1,100 (music)"));
    }

    @Test
    void should_warn_of_an_empty_topic() {
        assertThat(new PartitionSpread(Map.of(0, 0L)).result().status()).isEqualTo(CheckResult.Status.WARN);
    }

    @Test
    void should_warn_of_an_empty_partition() {
        CheckResult result = new PartitionSpread(Map.of(0, 10L, 1, 0L, 2, 0L)).result();

        assertThat(result.status()).isEqualTo(CheckResult.Status.WARN);
        assertThat(result.text()).contains("nothing on partition 1, 2");
    }

    @Test
    void should_warn_of_a_partition_that_is_far_hotter_than_the_others() {
        CheckResult result = new PartitionSpread(Map.of(0, 2_001L, 1, 1_000L, 2, 1_000L)).result();

        assertThat(result.status()).isEqualTo(CheckResult.Status.WARN);
        assertThat(result.text()).contains("partition 0 has 50% of all");
        assertThat(new PartitionSpread(Map.of(0, 2_000L, 1, 1_000L, 2, 1_000L))
                        .result()
                        .status())
                .isEqualTo(CheckResult.Status.OK);
    }

    @Test
    void should_not_call_a_few_records_hot() {
        assertThat(new PartitionSpread(Map.of(0, 9L, 1, 1L)).result().status()).isEqualTo(CheckResult.Status.OK);
    }

    @Test
    void should_not_call_the_only_partition_hot() {
        assertThat(new PartitionSpread(Map.of(0, 9_000L)).result().status()).isEqualTo(CheckResult.Status.OK);
    }

    @Test
    void should_not_take_different_keys_that_are_not_utf_8_for_the_same_category() {
        PartitionSpread spread = new PartitionSpread(Map.of(0, 10L, 1, 10L));
        spread.sample(new ConsumerRecord<>("orders", 0, 0, new byte[] {(byte) 0xC0, (byte) 0x80}, new byte[0]));
        spread.sample(new ConsumerRecord<>("orders", 1, 0, new byte[] {(byte) 0xC1, (byte) 0x81}, new byte[0]));

        assertThat(spread.result())
                .isEqualTo(
                        CheckResult.ok("20 on 2 partitions: p0 10 ([key is not UTF-8]), p1 10 ([key is not UTF-8])"));
    }

    @Test
    void should_warn_of_a_category_on_two_partitions() {
        PartitionSpread spread = new PartitionSpread(Map.of(0, 10L, 1, 10L));
        sample(spread, 0, "toys");
        sample(spread, 1, "toys");
        sample(spread, 1, null);
        sample(spread, 0, null);

        assertThat(spread.result().status()).isEqualTo(CheckResult.Status.WARN);
        assertThat(spread.result().text())
                .contains("category toys is on 2 partitions")
                .doesNotContain("(no key) is");
    }

    @Test
    void should_stay_short_whatever_the_keys_are() {
        PartitionSpread spread = new PartitionSpread(Map.of(0, 1_000L));
        for (int key = 0; key < 1_000; key++) {
            sample(spread, 0, key + "x".repeat(1_000));
        }

        assertThat(spread.result().text()).hasSizeLessThan(300).contains("...");
    }

    private static void sample(PartitionSpread spread, int partition, String key) {
        spread.sample(new ConsumerRecord<>("orders", partition, 0, key == null ? null : key.getBytes(UTF_8), null));
    }
}
