package io.orderpipeline.consumer.http;

import io.orderpipeline.consumer.http.MetricFamilies.Sample;
import io.orderpipeline.consumer.monitoring.Counter;
import io.orderpipeline.consumer.monitoring.PartitionCounts;
import io.orderpipeline.consumer.monitoring.PartitionSnapshot;
import io.orderpipeline.consumer.monitoring.PartitionSnapshot.Lag;
import io.orderpipeline.consumer.monitoring.PipelineSnapshot;
import io.orderpipeline.consumer.monitoring.PipelineSnapshot.State;
import io.orderpipeline.consumer.monitoring.SnapshotListener;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/**
 * The newest snapshot as Prometheus metrics, so that all values of one scrape are of the same moment. Names and labels
 * are part of the contract; no label contains data of orders or customers.
 */
final class PipelineMetrics implements MultiCollector, SnapshotListener {

    private final Supplier<Map<String, Boolean>> alerts;
    private volatile PipelineSnapshot newest;

    /** @param alerts whether each is firing */
    PipelineMetrics(Supplier<Map<String, Boolean>> alerts) {
        this.alerts = alerts;
    }

    @Override
    public void onSnapshot(PipelineSnapshot snapshot) {
        newest = snapshot;
    }

    /** Empty before the first snapshot. */
    @Override
    public MetricSnapshots collect() {
        PipelineSnapshot snapshot = newest;
        return snapshot == null ? MetricSnapshots.of() : new MetricSnapshots(all(snapshot, alerts.get()));
    }

    private static List<MetricSnapshot> all(PipelineSnapshot snapshot, Map<String, Boolean> alerts) {
        List<PartitionSnapshot> partitions = snapshot.partitions();
        List<MetricSnapshot> metrics = new ArrayList<>();
        Counter.metrics().map(counter -> metric(counter, partitions)).forEach(metrics::add);
        metrics.add(MetricFamilies.counter(
                "orders_dead_lettered",
                "Records in the dead-letter topic, by reason",
                partitions.stream().flatMap(PipelineMetrics::deadLetters)));
        metrics.add(MetricFamilies.gauge(
                "write_concurrency_limit",
                "How many requests to Cassandra the adaptive limit allows",
                owned(partitions, counts -> counts.requests().limit())));
        metrics.add(MetricFamilies.gauge(
                "partition_paused",
                "1 while fetching is paused until more of the polled records are stored",
                owned(partitions, counts -> counts.paused() ? 1 : 0)));
        metrics.add(MetricFamilies.histogram(
                "order_write_seconds",
                "Latency of requests that Cassandra acknowledged",
                partitions,
                PartitionSnapshot::write));
        metrics.add(MetricFamilies.histogram(
                "order_end_to_end_seconds",
                "From the record's timestamp until the order was stored",
                partitions,
                PartitionSnapshot::endToEnd));
        metrics.add(MetricFamilies.gauge(
                "consumer_lag_records",
                "Records that the group has not stored; absent while the broker does not respond",
                lag(partitions, Lag::records)));
        metrics.add(MetricFamilies.gauge(
                "consumer_lag_seconds",
                "How long the oldest record not stored has been waiting; absent while the broker does not respond",
                lag(partitions, lag -> lag.behind().toMillis() / 1e3)));
        metrics.add(MetricFamilies.counter(
                "rebalances",
                "How often partitions were assigned or revoked",
                Stream.of(new Sample(Labels.EMPTY, snapshot.rebalances()))));
        metrics.add(MetricFamilies.flags("alerts_firing", "1 for each alert that is firing", "alert", alerts));
        metrics.add(MetricFamilies.flags(
                "pipeline_state", "1 for the current state of the pipeline", "state", states(snapshot.state())));
        return metrics;
    }

    private static MetricSnapshot metric(Counter counter, List<PartitionSnapshot> partitions) {
        Stream<Sample> samples = partitions.stream()
                .map(partition ->
                        Sample.of(partition, (double) partition.counts().count(counter)));
        return counter.isGauge()
                ? MetricFamilies.gauge(counter.metricName(), counter.metricHelp(), samples)
                : MetricFamilies.counter(counter.metricName(), counter.metricHelp(), samples);
    }

    private static Stream<Sample> deadLetters(PartitionSnapshot partition) {
        Labels labels = MetricFamilies.labels(partition);
        return partition.counts().deadLettersByReason().entrySet().stream()
                .map(count -> new Sample(labels.add("reason", count.getKey().code()), count.getValue()));
    }

    private static Stream<Sample> owned(List<PartitionSnapshot> partitions, ToDoubleFunction<PartitionCounts> value) {
        return partitions.stream()
                .filter(partition -> partition.counts().owned())
                .map(partition -> Sample.of(partition, value.applyAsDouble(partition.counts())));
    }

    private static Stream<Sample> lag(List<PartitionSnapshot> partitions, ToDoubleFunction<Lag> value) {
        return partitions.stream().flatMap(partition -> partition.lag().stream()
                .map(lag -> Sample.of(partition, value.applyAsDouble(lag))));
    }

    /** All states, so that a chart shows each of them over time. */
    private static Map<String, Boolean> states(State current) {
        Map<String, Boolean> states = new LinkedHashMap<>();
        for (State state : State.values()) {
            states.put(state.text(), state == current);
        }
        return states;
    }
}
