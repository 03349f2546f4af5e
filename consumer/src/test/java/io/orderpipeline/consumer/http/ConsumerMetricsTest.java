package io.orderpipeline.consumer.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderpipeline.consumer.monitoring.Lag;
import io.orderpipeline.consumer.monitoring.Latency;
import io.orderpipeline.consumer.monitoring.PartitionCounts;
import io.orderpipeline.consumer.monitoring.PartitionSnapshot;
import io.orderpipeline.consumer.monitoring.PipelineState;
import io.orderpipeline.consumer.monitoring.Rates;
import io.orderpipeline.consumer.monitoring.Views;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ConsumerMetricsTest {

    private static final PartitionCounts COUNTS = Views.snapshot(0, 1_000, 900, 10, 90, null);

    @Test
    void should_tell_the_figures_of_the_newest_view_by_their_promised_names() {
        assertThat(scrape(
                        PipelineState.RUNNING,
                        Views.partition(COUNTS, new Lag(900, 1_200, 300, Duration.ofMillis(4_500)))))
                .contains(
                        "orders_polled_total{partition=\"0\"} 1000.0",
                        "orders_written_total{partition=\"0\"} 900.0",
                        "orders_dead_lettered_total{partition=\"0\",reason=\"not-json\"} 10.0",
                        "order_write_retries_total{partition=\"0\"} 0.0",
                        "orders_in_flight{partition=\"0\"} 90.0",
                        "write_concurrency_limit{partition=\"0\"} 4.0",
                        "partition_paused{partition=\"0\"} 0.0",
                        "consumer_lag_records{partition=\"0\"} 300.0",
                        "consumer_lag_seconds{partition=\"0\"} 4.5",
                        "rebalances_total 1.0",
                        "alerts_firing{alert=\"no-progress\"} 1.0",
                        "pipeline_state{state=\"running\"} 1.0",
                        "pipeline_state{state=\"degraded\"} 0.0");
    }

    @Test
    void should_tell_latencies_as_histograms_with_fixed_bounds() {
        Latency write = new Latency(3, 0.1, 5, new Latency.Buckets(List.of(0.1, 1.0), List.of(2L, 1L, 4L), 20.5));
        PartitionSnapshot partition =
                new PartitionSnapshot(COUNTS, Optional.empty(), Rates.NONE, write, Views.NO_LATENCY);

        assertThat(scrape(PipelineState.RUNNING, partition))
                .contains(
                        "order_write_seconds_bucket{partition=\"0\",le=\"0.1\"} 2",
                        "order_write_seconds_bucket{partition=\"0\",le=\"1.0\"} 3",
                        "order_write_seconds_bucket{partition=\"0\",le=\"+Inf\"} 7",
                        "order_write_seconds_count{partition=\"0\"} 7",
                        "order_write_seconds_sum{partition=\"0\"} 20.5",
                        "order_end_to_end_seconds_count{partition=\"0\"} 0");
    }

    @Test
    void should_tell_no_lag_rather_than_an_old_one() {
        assertThat(scrape(PipelineState.DEGRADED, Views.partition(COUNTS, null)))
                .noneMatch(line -> line.startsWith("consumer_lag"));
    }

    @Test
    void should_tell_of_the_java_machine_before_there_is_a_view() {
        try (ConsumerMetrics metrics = new ConsumerMetrics(() -> Map.of("no-progress", true))) {
            metrics.bindJvm();
            assertThat(metrics.scrape()).contains("jvm_memory_used_bytes", "process_uptime_seconds");
        }
    }

    private static List<String> scrape(PipelineState state, PartitionSnapshot partition) {
        try (ConsumerMetrics metrics = new ConsumerMetrics(() -> Map.of("no-progress", true))) {
            metrics.see(Views.view(state, "", partition));
            return metrics.scrape().lines().toList();
        }
    }
}
