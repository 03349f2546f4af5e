package io.orderpipeline.consumer.http;

import io.orderpipeline.consumer.monitoring.Latency;
import io.orderpipeline.consumer.monitoring.PartitionCounts;
import io.orderpipeline.consumer.monitoring.PartitionSnapshot;
import io.orderpipeline.consumer.monitoring.PipelineState;
import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;

/** One metric with its labels each. Counters get their {@code _total} where they are written out. */
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

    static CounterSnapshot counter(
            String name, String help, List<PartitionSnapshot> partitions, ToLongFunction<PartitionCounts> count) {
        CounterSnapshot.Builder family = CounterSnapshot.builder().name(name).help(help);
        for (PartitionSnapshot partition : partitions) {
            family.dataPoint(CounterDataPointSnapshot.builder()
                    .labels(labels(partition))
                    .value((double) count.applyAsLong(partition.counts()))
                    .build());
        }
        return family.build();
    }

    static CounterSnapshot deadLetters(List<PartitionSnapshot> partitions) {
        CounterSnapshot.Builder family = CounterSnapshot.builder()
                .name("orders_dead_lettered")
                .help("Records that are in the dead-letter topic, by reason");
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

    /** One for each state, 1 for the present one: so that a chart shows them over time. */
    static GaugeSnapshot states(PipelineState present, PipelineState... all) {
        GaugeSnapshot.Builder family =
                GaugeSnapshot.builder().name("pipeline_state").help("1 for the state that the pipeline is in");
        for (PipelineState state : all) {
            family.dataPoint(GaugeDataPointSnapshot.builder()
                    .labels(Labels.of("state", state.text()))
                    .value(state == present ? 1 : 0)
                    .build());
        }
        return family.build();
    }

    static GaugeSnapshot alerts(Map<String, Boolean> firing) {
        GaugeSnapshot.Builder family =
                GaugeSnapshot.builder().name("alerts_firing").help("1 for each alert that is firing");
        firing.forEach((alert, isFiring) -> family.dataPoint(GaugeDataPointSnapshot.builder()
                .labels(Labels.of("alert", alert))
                .value(isFiring ? 1 : 0)
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
