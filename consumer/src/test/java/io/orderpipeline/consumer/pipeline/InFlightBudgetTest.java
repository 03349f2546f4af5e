package io.orderpipeline.consumer.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class InFlightBudgetTest {

    private static final int BYTES = 16 << 20;

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 6, 24, 60})
    void should_keep_the_limit_of_the_process_for_any_number_of_partitions(int partitions) {
        InFlightBudget budget = new InFlightBudget(6_000, BYTES);
        for (int partition = 0; partition < partitions; partition++) {
            budget.addPartition();
        }

        assertThat((long) budget.recordShare() * partitions).isLessThanOrEqualTo(6_000);
        assertThat(budget.byteShare() * partitions).isLessThanOrEqualTo(BYTES);
    }

    @ParameterizedTest
    @CsvSource({"6000, 3", "10, 3", "1, 1", "6000, 60", "1000000, 1"})
    void should_fit_two_polls_into_the_share_of_a_partition(int records, int partitions) {
        InFlightBudget budget = new InFlightBudget(records, BYTES);
        for (int partition = 0; partition < partitions; partition++) {
            budget.addPartition();
        }

        assertThat(InFlightBudget.pollRecords(records, partitions)).isBetween(1, Math.max(1, budget.recordShare() / 2));
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 5})
    void should_give_the_share_of_a_removed_partition_to_the_others(int partitions) {
        InFlightBudget budget = new InFlightBudget(600, BYTES);
        for (int partition = 0; partition < partitions; partition++) {
            budget.addPartition();
        }
        int before = budget.recordShare();

        budget.removePartition();

        assertThat(budget.recordShare()).isGreaterThan(before);
    }
}
