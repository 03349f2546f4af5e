package io.orderpipeline.consumer.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderpipeline.common.metrics.ProgramMetrics;
import io.orderpipeline.consumer.monitoring.PartitionCounts;
import io.orderpipeline.consumer.monitoring.PartitionSnapshot;
import io.orderpipeline.consumer.monitoring.PartitionSnapshot.Lag;
import io.orderpipeline.consumer.monitoring.PipelineSnapshot.Latency;
import io.orderpipeline.consumer.monitoring.PipelineSnapshot.Rates;
import io.orderpipeline.consumer.monitoring.PipelineSnapshot.State;
import io.orderpipeline.consumer.monitoring.Snapshots;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PipelineMetricsTest {

    private static final PartitionCounts COUNTS = Snapshots.counts(0, 1_000, 900, 10, 90, null);

    @Test
    void should_expose_the_newest_snapshot_under_the_documented_names() {
        assertThat(scrape(
                        State.RUNNING,
                        Snapshots.partition(
                                COUNTS, new Lag(900, 1_200, 300, Duration.ofMillis(4_500), 7, Duration.ofSeconds(9)))))
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
                        "consumer_open_transaction_records{partition=\"0\"} 7.0",
                        "consumer_open_transaction_seconds{partition=\"0\"} 9.0",
                        "rebalances_total 1.0",
                        "alerts_firing{alert=\"no-progress\"} 1.0",
                        "pipeline_state{state=\"running\"} 1.0",
                        "pipeline_state{state=\"degraded\"} 0.0");
    }

    @Test
    void should_expose_latencies_as_histograms_with_fixed_bounds() {
        Latency write = new Latency(3, 0.1, 5, new Latency.Buckets(List.of(0.1, 1.0), List.of(2L, 1L, 4L), 20.5));
        PartitionSnapshot partition =
                new PartitionSnapshot(COUNTS, Optional.empty(), Rates.NONE, write, Snapshots.NO_LATENCY);

        assertThat(scrape(State.RUNNING, partition))
                .contains(
                        "order_write_seconds_bucket{partition=\"0\",le=\"0.1\"} 2",
                        "order_write_seconds_bucket{partition=\"0\",le=\"1.0\"} 3",
                        "order_write_seconds_bucket{partition=\"0\",le=\"+Inf\"} 7",
                        "order_write_seconds_count{partition=\"0\"} 7",
                        "order_write_seconds_sum{partition=\"0\"} 20.5",
                        "order_end_to_end_seconds_count{partition=\"0\"} 0");
    }

    @Test
    void should_expose_no_lag_rather_than_a_stale_one() {
        assertThat(scrape(State.DEGRADED, Snapshots.partition(COUNTS, null)))
                .noneMatch(line -> line.startsWith("consumer_lag"));
    }

    private static List<String> scrape(State state, PartitionSnapshot partition) {
        PipelineMetrics metrics = new PipelineMetrics(() -> Map.of("no-progress", true));
        metrics.onSnapshot(Snapshots.pipeline(state, "", partition));
        try (ProgramMetrics program = new ProgramMetrics()) {
            program.register(metrics);
            return program.scrape().lines().toList();
        }
    }
}
