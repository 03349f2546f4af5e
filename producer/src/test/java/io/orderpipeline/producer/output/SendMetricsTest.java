package io.orderpipeline.producer.output;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderpipeline.common.metrics.ProgramMetrics;
import io.orderpipeline.producer.generator.Category;
import io.orderpipeline.producer.generator.RecordKind;
import io.orderpipeline.producer.send.PaceSettings;
import io.orderpipeline.producer.send.SendPlans;
import io.orderpipeline.producer.send.SendReport;
import io.orderpipeline.producer.send.SendStatistics;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

final class SendMetricsTest {

    private final SendStatistics statistics = new SendStatistics(2);

    @AutoClose
    private final ProgramMetrics metrics = new ProgramMetrics();

    @Test
    void should_expose_the_figures_of_the_final_statistics() {
        register(10);
        acknowledge(0, 500);
        acknowledge(0, 40_000);
        acknowledge(1, 200_000_000);
        statistics.made(RecordKind.INVALID);
        statistics.failed(new TimeoutException("late"), "orders-0");
        statistics.made(RecordKind.DUPLICATE);

        assertThat(metrics.scrape().lines())
                .contains(
                        "orders_acknowledged_total{partition=\"0\"} 2.0",
                        "orders_acknowledged_total{partition=\"1\"} 1.0",
                        "orders_failed_total 1.0",
                        "orders_in_flight 1.0",
                        "orders_sent_total{kind=\"order\"} 3.0",
                        "orders_sent_total{kind=\"invalid\"} 1.0",
                        "orders_sent_total{kind=\"duplicate\"} 1.0",
                        "order_send_seconds_bucket{le=\"0.001\"} 1",
                        "order_send_seconds_bucket{le=\"0.05\"} 2",
                        "order_send_seconds_bucket{le=\"120.0\"} 2",
                        "order_send_seconds_bucket{le=\"+Inf\"} 3",
                        "order_send_seconds_count 3");
        SendReport report = statistics.report(SendPlans.paced(10, 1), Duration.ZERO, Duration.ZERO);
        assertThat(report.totalAcknowledged()).isEqualTo(3);
        assertThat(report.latency().getTotalCount())
                .as("a scrape does not reset the histogram")
                .isEqualTo(3);
    }

    @Test
    void should_expose_rate_and_schedule_lag_of_a_paced_run() {
        register(10);

        assertThat(metrics.scrape().lines())
                .contains("orders_intended_rate 10.0", "orders_behind_schedule_seconds 1.5");
    }

    @Test
    void should_expose_no_schedule_without_a_rate() {
        register(0);

        assertThat(metrics.scrape()).contains("orders_in_flight").doesNotContain("orders_intended_rate", "schedule");
    }

    private void register(double rate) {
        var pace = new PaceSettings(rate, OptionalLong.empty(), Optional.empty());
        metrics.register(new SendMetrics(statistics, pace, () -> 1_500_000_000));
    }

    private void acknowledge(int partition, long microseconds) {
        statistics.made(RecordKind.ORDER);
        statistics.acknowledged(RecordKind.ORDER, Category.TOYS, partition, 0, microseconds * 1_000);
    }
}
