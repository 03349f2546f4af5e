package io.orderpipeline.producer.send;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class CategorySpreadTest {

    @Test
    void should_use_all_of_three_partitions() {
        CategorySpread spread = new CategorySpread(3);

        assertThat(spread.empty()).isEmpty();
        assertThat(spread.describe())
                .containsExactly(
                        "Partition 0: electronics, books, groceries, toys",
                        "Partition 1: sports, furniture, garden, music",
                        "Partition 2: clothing, automotive, tools, stationery");
    }

    @Test
    void should_account_for_every_partition_of_any_number() {
        for (int partitions = 1; partitions <= 24; partitions++) {
            CategorySpread spread = new CategorySpread(partitions);
            assertThat(spread.describe().size() + spread.empty().size()).isEqualTo(partitions);
        }
    }

    @Test
    void should_report_empty_partitions_when_there_are_more_partitions_than_categories() {
        assertThat(new CategorySpread(50).empty()).hasSizeGreaterThanOrEqualTo(38);
    }
}
