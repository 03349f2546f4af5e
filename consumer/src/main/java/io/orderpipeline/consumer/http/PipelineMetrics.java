package io.orderpipeline.consumer.http;

import io.orderpipeline.consumer.monitoring.PartitionCounts;
import io.orderpipeline.consumer.monitoring.PartitionSnapshot;
import io.orderpipeline.consumer.monitoring.PipelineSnapshot;
import io.orderpipeline.consumer.monitoring.PipelineState;
import io.orderpipeline.consumer.monitoring.SnapshotListener;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * The newest view, as Prometheus reads it. All figures of one answer are of the same moment, and none is asked of
 * anybody else. Names and labels are part of the contract; no label has an order's or a customer's data.
 */
final class PipelineMetrics implements MultiCollector, SnapshotListener {

    private final Supplier<Map<String, Boolean>> alerts;
    private volatile PipelineSnapshot newest;

    /** @param alerts whether each is firing */
    PipelineMetrics(Supplier<Map<String, Boolean>> alerts) {
        this.alerts = alerts;
    }

    @Override
    public void see(PipelineSnapshot view) {
        newest = view;
    }

    /** Nothing before the first view. */
    @Override
    public MetricSnapshots collect() {
        PipelineSnapshot view = newest;
        return view == null ? MetricSnapshots.of() : new MetricSnapshots(all(view, alerts.get()));
    }

    private static List<MetricSnapshot> all(PipelineSnapshot view, Map<String, Boolean> alerts) {
        List<PartitionSnapshot> partitions = view.partitions();
        List<MetricSnapshot> metrics = new ArrayList<>(counts(partitions));
        metrics.add(MetricFamilies.deadLetters(partitions));
        metrics.add(MetricFamilies.histogram(
                "order_write_seconds", "Requests that Cassandra acknowledged", partitions, PartitionSnapshot::write));
        metrics.add(MetricFamilies.histogram(
                "order_end_to_end_seconds",
                "From the record's timestamp until the order was stored",
                partitions,
                PartitionSnapshot::endToEnd));
        metrics.add(MetricFamilies.gauge(
                "consumer_lag_records",
                "Records of the partition that the group has not stored; absent when the broker does not say",
                partitions.stream().filter(partition -> partition.lag().isPresent()),
                partition -> partition.lag().get().records()));
        metrics.add(MetricFamilies.gauge(
                "consumer_lag_seconds",
                "For how long the oldest of them has been waiting; absent when the broker does not say",
                partitions.stream().filter(partition -> partition.lag().isPresent()),
                partition -> partition.lag().get().behind().toMillis() / 1e3));
        metrics.add(MetricFamilies.counter(
                "rebalances", "Times that partitions came to a thread or went", view.rebalances()));
        metrics.add(MetricFamilies.alerts(alerts));
        metrics.add(MetricFamilies.states(view.state(), PipelineState.values()));
        return metrics;
    }

    private static List<MetricSnapshot> counts(List<PartitionSnapshot> partitions) {
        return List.of(
                MetricFamilies.counter(
                        "orders_polled", "Records taken from Kafka", partitions, PartitionCounts::polled),
                MetricFamilies.counter(
                        "orders_written", "Orders that Cassandra acknowledged", partitions, PartitionCounts::written),
                MetricFamilies.counter(
                        "orders_handed_back",
                        "Records given up unacknowledged when their partition went",
                        partitions,
                        PartitionCounts::handedBack),
                MetricFamilies.counter(
                        "order_write_retries", "Requests sent again", partitions, PartitionCounts::retries),
                MetricFamilies.gauge(
                        "orders_in_flight",
                        "Records taken from Kafka that are neither stored nor dead letters",
                        partitions.stream(),
                        partition -> partition.counts().inFlight()),
                MetricFamilies.gauge(
                        "write_concurrency_limit",
                        "Requests to Cassandra that may be under way, as it takes them",
                        partitions.stream()
                                .filter(partition -> partition.counts().owned()),
                        partition -> partition.counts().requestLimit()),
                MetricFamilies.gauge(
                        "partition_paused",
                        "Whether polling leaves the partition alone until more of it is stored",
                        partitions.stream()
                                .filter(partition -> partition.counts().owned()),
                        partition -> partition.counts().paused() ? 1 : 0));
    }
}
