package io.orderpipeline.producer.send;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderpipeline.producer.generator.Category;
import io.orderpipeline.producer.generator.RecordKind;
import java.util.Map;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;

final class SendStatisticsTest {

    private final SendStatistics statistics = new SendStatistics(3);

    @Test
    void should_account_for_every_record_as_acknowledged_failed_or_in_flight() {
        for (int record = 0; record < 5; record++) {
            statistics.made(RecordKind.ORDER);
        }
        statistics.made(RecordKind.DUPLICATE);
        statistics.acknowledged(RecordKind.ORDER, Category.TOYS, 1, 7, 1_000);
        statistics.acknowledged(RecordKind.DUPLICATE, Category.TOYS, 1, 8, 1_000);
        statistics.failed(new TimeoutException("expired"), "orders-1");

        assertThat(statistics.madeByKind())
                .containsEntry(RecordKind.ORDER, 5L)
                .containsEntry(RecordKind.DUPLICATE, 1L)
                .containsEntry(RecordKind.INVALID, 0L);
        assertThat(statistics.acknowledgedCount()).isEqualTo(2);
        assertThat(statistics.failedCount()).isEqualTo(1);
        assertThat(statistics.inFlightCount()).isEqualTo(3);
    }

    @Test
    void should_show_a_partition_that_has_received_nothing() {
        statistics.acknowledged(RecordKind.ORDER, Category.TOYS, 1, 7, 1_000);

        assertThat(statistics.acknowledgedByPartition()).isEqualTo(Map.of(0, 0L, 1, 1L, 2, 0L));
        assertThat(SendPlans.report(statistics).partitions())
                .containsEntry(0, new SendReport.Partition(0, -1))
                .containsEntry(1, new SendReport.Partition(1, 7));
    }
}
