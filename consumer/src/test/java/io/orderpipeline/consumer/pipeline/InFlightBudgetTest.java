package io.orderpipeline.consumer.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;
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

    @Test
    void should_not_fill_a_large_heap_for_one_partition() {
        InFlightBudget budget = new InFlightBudget(60_000, BYTES);
        budget.addPartition();

        assertThat(budget.recordShare()).isEqualTo(12_000);
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

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 60})
    void should_poll_half_of_the_bytes_with_all_threads_together(int partitions) {
        assertThat((long) InFlightBudget.pollBytes(BYTES, partitions) * partitions)
                .isBetween(BYTES / 2L - partitions, BYTES / 2L);
    }

    @Test
    void should_poll_at_least_one_byte_and_no_more_than_the_client_can_count() {
        assertThat(InFlightBudget.pollBytes(1, 60)).isEqualTo(1);
        assertThat(InFlightBudget.pollBytes(1L << 40, 1)).isEqualTo(Integer.MAX_VALUE);
        assertThat(InFlightBudget.pollBytes(BYTES, 0)).isEqualTo(BYTES / 2);
    }

    /** A record with a large key or many headers must not count as a small one. */
    @Test
    void should_count_key_value_and_headers_of_a_record() {
        Headers headers = new RecordHeaders().add("trace", new byte[400]).add("empty", null);
        ConsumerRecord<byte[], byte[]> record = Records.record(0, 0, new byte[3_000], headers);
        int without = InFlightBudget.sizeOf(Records.record(0, 0, null, new RecordHeaders()));

        assertThat(without).isGreaterThan(record.key().length);
        assertThat(InFlightBudget.sizeOf(record) - without)
                .isEqualTo(3_000 + "trace".length() + 400 + "empty".length());
        assertThat(InFlightBudget.sizeOf(withKey(record, new byte[700])) - InFlightBudget.sizeOf(withKey(record, null)))
                .isEqualTo(700);
    }

    private static ConsumerRecord<byte[], byte[]> withKey(ConsumerRecord<byte[], byte[]> record, byte[] key) {
        return new ConsumerRecord<>(record.topic(), record.partition(), record.offset(), key, record.value());
    }
}
