package io.orderpipeline.producer.output;

import io.orderpipeline.producer.send.PaceSettings;
import io.orderpipeline.producer.send.SendStatistics;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.LongSupplier;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramIterationValue;

/**
 * The Prometheus metrics of a run. Names and labels are part of the contract; no label contains data of an order or a
 * customer. The exposition format adds {@code _total} to counters. Safe for any thread.
 */
public record SendMetrics(SendStatistics statistics, PaceSettings pace, LongSupplier scheduleLagNanos)
        implements MultiCollector {

    /** In seconds: from a broker on the same machine to the client's delivery timeout. */
    private static final double[] BUCKET_BOUNDS = {
        0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 120, Double.POSITIVE_INFINITY,
    };

    private static final double SECONDS_PER_MICROSECOND = 1e-6;

    @Override
    public MetricSnapshots collect() {
        List<MetricSnapshot> metrics = new ArrayList<>();
        metrics.add(counter(
                "orders_acknowledged",
                "Records that the broker has on all its in-sync replicas",
                "partition",
                statistics.acknowledgedByPartition()));
        metrics.add(CounterSnapshot.builder()
                .name("orders_failed")
                .help("Records that the broker or the client gave up")
                .dataPoint(count(Labels.EMPTY, statistics.failedCount()))
                .build());
        metrics.add(counter(
                "orders_sent",
                "Records that the client has taken: good orders, repeated ones, malformed ones",
                "kind",
                statistics.madeByKind()));
        metrics.add(gauge("orders_in_flight", "Records sent that are neither acknowledged nor failed", (double)
                statistics.inFlightCount()));
        metrics.add(histogram(
                "order_send_seconds",
                "Until the acknowledgement, from the intended time, or from the send where there is no rate",
                statistics.latency()));
        if (pace.isPaced()) {
            metrics.add(gauge("orders_intended_rate", "Orders a second asked for", pace.ordersPerSecond()));
            metrics.add(gauge(
                    "orders_behind_schedule_seconds",
                    "How late the order is that is next",
                    scheduleLagNanos.getAsLong() / 1e9));
        }
        return new MetricSnapshots(metrics);
    }

    private static CounterSnapshot counter(String name, String help, String label, Map<?, Long> counts) {
        CounterSnapshot.Builder family = CounterSnapshot.builder().name(name).help(help);
        counts.forEach((key, count) ->
                family.dataPoint(count(Labels.of(label, key.toString().toLowerCase(Locale.ROOT)), count)));
        return family.build();
    }

    private static CounterDataPointSnapshot count(Labels labels, long value) {
        return CounterDataPointSnapshot.builder()
                .labels(labels)
                .value((double) value)
                .build();
    }

    private static GaugeSnapshot gauge(String name, String help, double value) {
        return GaugeSnapshot.builder()
                .name(name)
                .help(help)
                .dataPoint(GaugeDataPointSnapshot.builder().value(value).build())
                .build();
    }

    /**
     * Fixed buckets, so that the latencies of several producers can be added.
     *
     * @param latency in microseconds
     */
    private static HistogramSnapshot histogram(String name, String help, Histogram latency) {
        long[] counts = new long[BUCKET_BOUNDS.length];
        for (HistogramIterationValue value : latency.recordedValues()) {
            counts[bucket(value.getValueIteratedTo() * SECONDS_PER_MICROSECOND)] += value.getCountAtValueIteratedTo();
        }
        ClassicHistogramBuckets.Builder buckets = ClassicHistogramBuckets.builder();
        for (int i = 0; i < counts.length; i++) {
            buckets.bucket(BUCKET_BOUNDS[i], counts[i]);
        }
        return HistogramSnapshot.builder()
                .name(name)
                .help(help)
                .dataPoint(HistogramDataPointSnapshot.builder()
                        .classicHistogramBuckets(buckets.build())
                        .sum(latency.getTotalCount() * latency.getMean() * SECONDS_PER_MICROSECOND)
                        .build())
                .build();
    }

    private static int bucket(double seconds) {
        int found = Arrays.binarySearch(BUCKET_BOUNDS, seconds);
        return found >= 0 ? found : -found - 1;
    }
}
