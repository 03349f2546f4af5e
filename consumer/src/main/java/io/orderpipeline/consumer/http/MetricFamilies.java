package io.orderpipeline.consumer.http;

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
import java.util.stream.Stream;

/** Builds metrics with their labels. The suffix {@code _total} of counters is added when they are exposed. */
final class MetricFamilies {

    private static final String PARTITION = "partition";

    private MetricFamilies() {}

    /** One sample of a counter or gauge. */
    record Sample(Labels labels, double value) {

        static Sample of(PartitionSnapshot partition, double value) {
            return new Sample(MetricFamilies.labels(partition), value);
        }
    }

    static MetricSnapshot counter(String name, String help, Stream<Sample> samples) {
        CounterSnapshot.Builder family = CounterSnapshot.builder().name(name).help(help);
        samples.forEach(sample -> family.dataPoint(CounterDataPointSnapshot.builder()
                .labels(sample.labels)
                .value(sample.value)
                .build()));
        return family.build();
    }

    static MetricSnapshot gauge(String name, String help, Stream<Sample> samples) {
        GaugeSnapshot.Builder family = GaugeSnapshot.builder().name(name).help(help);
        samples.forEach(sample -> family.dataPoint(GaugeDataPointSnapshot.builder()
                .labels(sample.labels)
                .value(sample.value)
                .build()));
        return family.build();
    }

    /** One sample for each value of the label: 1 when its flag is set, otherwise 0. */
    static MetricSnapshot flags(String name, String help, String label, Map<String, Boolean> flags) {
        return gauge(
                name,
                help,
                flags.entrySet().stream()
                        .map(flag -> new Sample(Labels.of(label, flag.getKey()), flag.getValue() ? 1 : 0)));
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

    static Labels labels(PartitionSnapshot partition) {
        return Labels.of(PARTITION, Integer.toString(partition.partition()));
    }
}
