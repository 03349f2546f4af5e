package io.orderpipeline.producer.output;

import io.orderpipeline.producer.generator.RecordKind;
import io.orderpipeline.producer.send.PaceSettings;
import io.orderpipeline.producer.send.Pacer;
import io.orderpipeline.producer.send.SendStatistics;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A run's counters, as Prometheus reads them. Names and labels are part of the contract; no label has an order's or a
 * customer's data. Counters get their {@code _total} where they are written out.
 */
public final class SendMetrics implements MultiCollector {

    private final SendStatistics statistics;
    private final Pacer pacer;
    private final PaceSettings pace;

    public SendMetrics(SendStatistics statistics, Pacer pacer, PaceSettings pace) {
        this.statistics = statistics;
        this.pacer = pacer;
        this.pace = pace;
    }

    @Override
    public MetricSnapshots collect() {
        List<MetricSnapshot> metrics = new ArrayList<>();
        metrics.add(acknowledged());
        metrics.add(counter("orders_failed", "Records that the broker or the client gave up")
                .dataPoint(count(Labels.EMPTY, statistics.failures().count()))
                .build());
        metrics.add(sent());
        metrics.add(gauge("orders_in_flight", "Records sent that are neither acknowledged nor failed", (double)
                statistics.inFlightCount()));
        metrics.add(LatencyFamily.of(
                "order_send_seconds",
                "Until the acknowledgement, from the intended time, or from the send where there is no rate",
                statistics.latency()));
        if (pace.isPaced()) {
            metrics.add(gauge("orders_intended_rate", "Orders a second asked for", pace.ordersPerSecond()));
            metrics.add(gauge(
                    "orders_behind_schedule_seconds", "How late the order is that is next", pacer.behindNanos() / 1e9));
        }
        return new MetricSnapshots(metrics);
    }

    private CounterSnapshot acknowledged() {
        CounterSnapshot.Builder family =
                counter("orders_acknowledged", "Records that the broker has on all its in-sync replicas");
        statistics
                .acknowledgedByPartition()
                .forEach((partition, count) ->
                        family.dataPoint(count(Labels.of("partition", Integer.toString(partition)), count)));
        return family.build();
    }

    private CounterSnapshot sent() {
        CounterSnapshot.Builder family =
                counter("orders_sent", "Records that the client has taken: good orders, repeated ones, malformed ones");
        for (Map.Entry<RecordKind, Long> kind : statistics.madeByKind().entrySet()) {
            family.dataPoint(count(Labels.of("kind", kind.getKey().name().toLowerCase(Locale.ROOT)), kind.getValue()));
        }
        return family.build();
    }

    private static CounterSnapshot.Builder counter(String name, String help) {
        return CounterSnapshot.builder().name(name).help(help);
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
}
