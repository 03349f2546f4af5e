package io.orderpipeline.consumer.http;

import io.orderpipeline.consumer.monitoring.Counter;
import io.orderpipeline.consumer.monitoring.PartitionCounts;
import io.orderpipeline.consumer.monitoring.PartitionSnapshot;
import io.orderpipeline.consumer.monitoring.PartitionSnapshot.Lag;
import io.orderpipeline.consumer.monitoring.PipelineSnapshot;
import io.orderpipeline.consumer.monitoring.PipelineSnapshot.Latency;
import io.orderpipeline.consumer.monitoring.PipelineSnapshot.State;
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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/**
 * The newest snapshot as Prometheus metrics, so that all values of one scrape are of the same moment. Names and labels
 * are part of the contract; no label contains data of orders or customers.
 */
final class PipelineMetrics implements MultiCollector, PipelineSnapshot.Listener {

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
        List<MetricSnapshot> metrics = new ArrayList<>(ofPartitions(snapshot.partitions()));
        metrics.add(counter(
                "rebalances",
                "How often partitions were assigned or revoked",
                Stream.of(new Sample(Labels.EMPTY, snapshot.rebalances()))));
        metrics.add(flags("alerts_firing", "1 for each alert that is firing", "alert", alerts));
        metrics.add(
                flags("pipeline_state", "1 for the current state of the pipeline", "state", states(snapshot.state())));
        return metrics;
    }

    private static List<MetricSnapshot> ofPartitions(List<PartitionSnapshot> partitions) {
        List<MetricSnapshot> metrics = new ArrayList<>();
        Counter.metrics().map(counter -> metric(counter, partitions)).forEach(metrics::add);
        metrics.add(counter(
                "orders_dead_lettered",
                "Records in the dead-letter topic, by reason",
                partitions.stream().flatMap(PipelineMetrics::deadLetters)));
        metrics.add(gauge(
                "write_concurrency_limit",
                "How many requests to Cassandra the adaptive limit allows",
                owned(partitions, counts -> counts.requests().limit())));
        metrics.add(gauge(
                "partition_paused",
                "1 while fetching is paused until more of the polled records are stored",
                owned(partitions, counts -> counts.paused() ? 1 : 0)));
        metrics.add(histogram(
                "order_write_seconds",
                "Latency of requests that Cassandra acknowledged",
                partitions,
                PartitionSnapshot::write));
        metrics.add(histogram(
                "order_end_to_end_seconds",
                "From the record's timestamp until the order was stored",
                partitions,
                PartitionSnapshot::endToEnd));
        metrics.add(gauge(
                "consumer_lag_records",
                "Records that the group has not stored; absent while the broker does not respond",
                lag(partitions, Lag::records)));
        metrics.add(gauge(
                "consumer_lag_seconds",
                "How long the oldest record not stored has been waiting; absent while the broker does not respond",
                lag(partitions, lag -> lag.behind().toMillis() / 1e3)));
        metrics.add(gauge(
                "consumer_open_transaction_records",
                "Offsets that an open transaction hides; absent while the broker does not respond",
                lag(partitions, Lag::hidden)));
        metrics.add(gauge(
                "consumer_open_transaction_seconds",
                "How long an open transaction has hidden them; absent while the broker does not respond",
                lag(partitions, lag -> lag.hiddenFor().toMillis() / 1e3)));
        return metrics;
    }

    private static MetricSnapshot metric(Counter counter, List<PartitionSnapshot> partitions) {
        Stream<Sample> samples = partitions.stream()
                .map(partition ->
                        Sample.of(partition, (double) partition.counts().count(counter)));
        return counter.isGauge()
                ? gauge(counter.metricName(), counter.metricHelp(), samples)
                : counter(counter.metricName(), counter.metricHelp(), samples);
    }

    private static Stream<Sample> deadLetters(PartitionSnapshot partition) {
        Labels labels = labels(partition);
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

    /** One sample of a counter or gauge. */
    private record Sample(Labels labels, double value) {

        static Sample of(PartitionSnapshot partition, double value) {
            return new Sample(PipelineMetrics.labels(partition), value);
        }
    }

    private static MetricSnapshot counter(String name, String help, Stream<Sample> samples) {
        CounterSnapshot.Builder family = CounterSnapshot.builder().name(name).help(help);
        samples.forEach(sample -> family.dataPoint(CounterDataPointSnapshot.builder()
                .labels(sample.labels)
                .value(sample.value)
                .build()));
        return family.build();
    }

    private static MetricSnapshot gauge(String name, String help, Stream<Sample> samples) {
        GaugeSnapshot.Builder family = GaugeSnapshot.builder().name(name).help(help);
        samples.forEach(sample -> family.dataPoint(GaugeDataPointSnapshot.builder()
                .labels(sample.labels)
                .value(sample.value)
                .build()));
        return family.build();
    }

    /** One sample for each value of the label: 1 when its flag is set, otherwise 0. */
    private static MetricSnapshot flags(String name, String help, String label, Map<String, Boolean> flags) {
        return gauge(
                name,
                help,
                flags.entrySet().stream()
                        .map(flag -> new Sample(Labels.of(label, flag.getKey()), flag.getValue() ? 1 : 0)));
    }

    private static HistogramSnapshot histogram(
            String name,
            String help,
            List<PartitionSnapshot> partitions,
            Function<PartitionSnapshot, Latency> latency) {
        HistogramSnapshot.Builder family =
                HistogramSnapshot.builder().name(name).help(help);
        for (PartitionSnapshot partition : partitions) {
            Latency.Buckets buckets = latency.apply(partition).sinceStart();
            ClassicHistogramBuckets.Builder classic = ClassicHistogramBuckets.builder();
            for (int i = 0; i < buckets.counts().size(); i++) {
                double bound = i < buckets.bounds().size() ? buckets.bounds().get(i) : Double.POSITIVE_INFINITY;
                classic.bucket(bound, buckets.counts().get(i));
            }
            family.dataPoint(HistogramDataPointSnapshot.builder()
                    .labels(labels(partition))
                    .classicHistogramBuckets(classic.build())
                    .sum(buckets.sum())
                    .build());
        }
        return family.build();
    }

    private static Labels labels(PartitionSnapshot partition) {
        return Labels.of("partition", Integer.toString(partition.partition()));
    }
}
