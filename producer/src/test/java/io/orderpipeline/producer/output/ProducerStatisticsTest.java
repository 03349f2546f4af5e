package io.orderpipeline.producer.output;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderpipeline.producer.generator.Category;
import io.orderpipeline.producer.generator.RecordKind;
import io.orderpipeline.producer.send.SendPlans;
import io.orderpipeline.producer.send.SendReport;
import io.orderpipeline.producer.send.SendStatistics;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;

final class ProducerStatisticsTest {

    private final SendStatistics statistics = new SendStatistics(3);

    @Test
    void should_show_partitions_categories_kinds_and_totals_that_reconcile() {
        acknowledge(RecordKind.ORDER, Category.BOOKS, 0, 1_500);
        acknowledge(RecordKind.DUPLICATE, Category.TOOLS, 2, 400);
        acknowledge(RecordKind.INVALID, Category.TOOLS, 2, 100);

        assertThat(lines())
                .contains(
                        "orders-0          1,500  75.0 %         1499",
                        "orders-1              0   0.0 %            -",
                        "orders-2            500  25.0 %          399",
                        "books                0         1,500  75.0 %",
                        "duplicates    400           400",
                        "seed          42",
                        "duration      2.0 s",
                        "rate          1,000 acknowledged a second of 100.0 asked for,",
                        "              behind by 3 ms at most",
                        "total         made 2,000 = acknowledged 2,000 + failed 0")
                .anyMatch(line -> line.startsWith("latency       p50 5.0 ms, p90 5.0 ms"));
    }

    @Test
    void should_report_failed_and_unacknowledged_records() {
        acknowledge(RecordKind.ORDER, Category.BOOKS, 0, 5);
        statistics.made(RecordKind.ORDER);
        statistics.failed(new TimeoutException("expired"), "orders-1");
        statistics.made(RecordKind.ORDER);

        assertThat(lines())
                .contains(
                        "failed        1 x timeout, first for orders-1: expired",
                        "total         made 7 = acknowledged 5 + failed 1 + unacknowledged 1");
    }

    @Test
    void should_handle_a_run_without_records() {
        assertThat(lines()).contains("total         made 0 = acknowledged 0 + failed 0");
    }

    @Test
    void should_fit_in_80_columns_with_large_numbers() {
        long many = 9_999_999_999L;
        SendReport report = new SendReport(
                SendPlans.paced(99_999, 42),
                Duration.ofDays(300),
                Duration.ofHours(99),
                Map.of(RecordKind.ORDER, 2 * many, RecordKind.DUPLICATE, many, RecordKind.INVALID, many),
                Map.of(RecordKind.ORDER, many, RecordKind.DUPLICATE, many, RecordKind.INVALID, many),
                many / 2,
                List.of("5 x timeout, first for orders-1: " + "expired after a long time, ".repeat(5)),
                Map.of(1_000, new SendReport.Partition(many, many)),
                Map.of(Category.STATIONERY, many),
                slow());

        List<String> lines = new ProducerStatistics(report).lines(80);

        assertThat(lines).allMatch(line -> line.length() <= 80);
        assertThat(new ProducerStatistics(report).lines(Integer.MAX_VALUE))
                .last()
                .asString()
                .matches("total +made .* = acknowledged .* \\+ failed .* \\+ unacknowledged .*");
    }

    private static Histogram slow() {
        Histogram latency = new Histogram(3);
        latency.recordValue(Duration.ofMinutes(2).toNanos() / 1_000);
        return latency;
    }

    private void acknowledge(RecordKind kind, Category category, int partition, int count) {
        for (int offset = 0; offset < count; offset++) {
            statistics.made(kind);
            statistics.acknowledged(kind, category, partition, offset, 5_000_000);
        }
    }

    private List<String> lines() {
        return new ProducerStatistics(
                        statistics.report(SendPlans.paced(100, 42), Duration.ofSeconds(2), Duration.ofMillis(3)))
                .lines(80);
    }
}
