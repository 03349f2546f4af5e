package io.orderpipeline.consumer.http;

import io.orderpipeline.consumer.monitoring.Counter;
import io.orderpipeline.consumer.monitoring.PartitionSnapshot;
import io.orderpipeline.consumer.monitoring.PipelineSnapshot.Latency;
import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/** Builds metrics with their labels. The suffix {@code _total} of counters is added when they are exposed. */
final class MetricFamilies {

    private static final String PARTITION = "partition";

    private MetricFamilies() {}

    static CounterSnapshot counter(String name, String help, long value) {
        return CounterSnapshot.builder()
                .name(name)
                .help(help)
                .dataPoint(
                        CounterDataPointSnapshot.builder().value((double) value).build())
                .build();
    }

    static MetricSnapshot of(Counter counter, List<PartitionSnapshot> partitions) {
        if (counter.isGauge()) {
            return gauge(
                    counter.metricName(),
                    counter.metricHelp(),
                    partitions.stream(),
                    partition -> count(partition, counter));
        }
        CounterSnapshot.Builder family =
                CounterSnapshot.builder().name(counter.metricName()).help(counter.metricHelp());
        for (PartitionSnapshot partition : partitions) {
            family.dataPoint(CounterDataPointSnapshot.builder()
                    .labels(labels(partition))
                    .value(count(partition, counter))
                    .build());
        }
        return family.build();
    }

    private static double count(PartitionSnapshot partition, Counter counter) {
        return partition.counts().count(counter);
    }

    static CounterSnapshot deadLetters(List<PartitionSnapshot> partitions) {
        CounterSnapshot.Builder family = CounterSnapshot.builder()
                .name("orders_dead_lettered")
                .help("Records in the dead-letter topic, by reason");
        for (PartitionSnapshot partition : partitions) {
            partition
                    .counts()
                    .deadLettersByReason()
                    .forEach((reason, count) -> family.dataPoint(CounterDataPointSnapshot.builder()
                            .labels(labels(partition).add("reason", reason.code()))
                            .value(count)
                            .build()));
        }
        return family.build();
    }

    static GaugeSnapshot gauge(
            String name, String help, Stream<PartitionSnapshot> partitions, ToDoubleFunction<PartitionSnapshot> value) {
        GaugeSnapshot.Builder family = GaugeSnapshot.builder().name(name).help(help);
        partitions.forEach(partition -> family.dataPoint(GaugeDataPointSnapshot.builder()
                .labels(labels(partition))
                .value(value.applyAsDouble(partition))
                .build()));
        return family.build();
    }

    /** One sample for each value of the label: 1 when its flag is set, otherwise 0. */
    static GaugeSnapshot flags(String name, String help, String label, Map<String, Boolean> flags) {
        GaugeSnapshot.Builder family = GaugeSnapshot.builder().name(name).help(help);
        flags.forEach((value, isSet) -> family.dataPoint(GaugeDataPointSnapshot.builder()
                .labels(Labels.of(label, value))
                .value(isSet ? 1 : 0)
                .build()));
        return family.build();
    }

    static HistogramSnapshot histogram(
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
        return Labels.of(PARTITION, Integer.toString(partition.partition()));
    }
}
