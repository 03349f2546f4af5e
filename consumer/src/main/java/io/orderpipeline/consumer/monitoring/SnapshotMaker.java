package io.orderpipeline.consumer.monitoring;

import io.orderpipeline.consumer.monitoring.EventTimeline.Event;
import io.orderpipeline.consumer.monitoring.GroupOffsets.Offsets;
import io.orderpipeline.consumer.monitoring.PipelineMonitor.DesiredState;
import io.orderpipeline.consumer.monitoring.PipelineSnapshot.Rates;
import io.orderpipeline.consumer.monitoring.PipelineSnapshot.State;
import io.orderpipeline.consumer.monitoring.PipelineSnapshot.Totals;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.LongSupplier;

/**
 * Makes {@link PipelineSnapshot}s from the counters and the group's offsets. Nothing else reads either, so that all
 * outputs agree and the poll threads are never blocked. One thread.
 */
final class SnapshotMaker {

    private final String topic;
    private final String group;
    private final PipelineCounters counters;
    private final EventTimeline timeline;
    private final LongSupplier nanoTime;
    private final InstantSource clock;
    private final long start;

    private final Map<Integer, PartitionMeter> meters = new HashMap<>();
    private final RateMeter written;
    private final LatencyMeter write = LatencyMeter.write();
    private final LatencyMeter endToEnd = LatencyMeter.endToEnd();
    private RateMeter produced;
    private Rates producedRates = Rates.NONE;
    private long producedAt;
    private Instant degradedSince;
    private Event.Kind degradedKind;

    SnapshotMaker(
            String topic,
            String group,
            PipelineCounters counters,
            EventTimeline timeline,
            LongSupplier nanoTime,
            InstantSource clock) {
        this.topic = topic;
        this.group = group;
        this.counters = counters;
        this.timeline = timeline;
        this.nanoTime = nanoTime;
        this.clock = clock;
        this.start = nanoTime.getAsLong();
        this.written = new RateMeter(start);
    }

    /** The state of one partition that is kept from snapshot to snapshot. */
    private static final class PartitionMeter {
        private final RateMeter rate;
        private final LagMeter lag = new LagMeter();
        private final LatencyMeter write = LatencyMeter.write();
        private final LatencyMeter endToEnd = LatencyMeter.endToEnd();

        PartitionMeter(long start) {
            rate = new RateMeter(start);
        }

        PartitionSnapshot snapshot(
                long nanos, long millis, PartitionCounts counts, Optional<Offsets> offsets, LatencySample latency) {
            return new PartitionSnapshot(
                    counts,
                    offsets.map(
                            known -> lag.lag(millis, known, counts.position().acknowledgedTimestamp())),
                    rate.rates(nanos, counts.count(Counter.WRITTEN)),
                    write.add(latency.write()),
                    endToEnd.add(latency.endToEnd()));
        }
    }

    PipelineSnapshot snapshot(GroupOffsets.Sample offsets, DesiredState desired) {
        long now = nanoTime.getAsLong();
        Duration uptime = Duration.ofNanos(now - start);
        Optional<Duration> age = offsets.isPresent() ? Optional.of(offsets.age(now)) : Optional.empty();
        boolean brokerResponds = PipelineSnapshot.isFresh(age.orElse(uptime));
        List<PartitionCounts> counts = counters.snapshot();
        Totals totals = Totals.of(counts);
        Map<Integer, LatencySample> latencies = counters.takeLatencies();
        LatencySample latency = sum(latencies);
        PipelineHealth health = PipelineHealth.of(counts, brokerResponds, desired);
        addEvents(health);
        return new PipelineSnapshot(
                clock.instant(),
                topic,
                group,
                uptime,
                health.state(),
                health.reason(),
                totals,
                written.rates(now, totals.count(Counter.WRITTEN)),
                produced(offsets),
                write.add(latency.write()),
                endToEnd.add(latency.endToEnd()),
                partitions(now, counts, brokerResponds ? offsets.offsets() : Map.of(), latencies),
                age,
                byCategory(counts),
                counters.rebalances());
    }

    /** Computed from sample to sample: the same sample twice would look like a second without records. */
    private Rates produced(GroupOffsets.Sample sample) {
        if (sample.isPresent() && sample.receivedAt() != producedAt) {
            long ends =
                    sample.offsets().values().stream().mapToLong(Offsets::end).sum();
            if (produced == null) {
                produced = RateMeter.ofRunningCount(sample.receivedAt(), ends);
            }
            producedAt = sample.receivedAt();
            producedRates = produced.rates(producedAt, ends);
        }
        return producedRates;
    }

    /** The topic's partitions, and those this process had before the topic was recreated with fewer. */
    private List<PartitionSnapshot> partitions(
            long now,
            List<PartitionCounts> counts,
            Map<Integer, Offsets> offsets,
            Map<Integer, LatencySample> latencies) {
        Map<Integer, PartitionCounts> known = new TreeMap<>();
        offsets.keySet().forEach(number -> known.put(number, PartitionCounts.unassigned(number)));
        counts.forEach(partition -> known.put(partition.partition(), partition));
        List<PartitionSnapshot> snapshots = new ArrayList<>(known.size());
        known.forEach(
                (number, partition) -> snapshots.add(meters.computeIfAbsent(number, any -> new PartitionMeter(start))
                        .snapshot(
                                now,
                                clock.millis(),
                                partition,
                                Optional.ofNullable(offsets.get(number)),
                                latencies.getOrDefault(number, LatencySample.empty()))));
        return snapshots;
    }

    private static LatencySample sum(Map<Integer, LatencySample> latencies) {
        LatencySample sum = LatencySample.empty();
        latencies.values().forEach(sum::add);
        return sum;
    }

    private static Map<String, Long> byCategory(List<PartitionCounts> partitions) {
        Map<String, Long> sum = new HashMap<>();
        partitions.forEach(partition ->
                partition.writtenByCategory().forEach((category, count) -> sum.merge(category, count, Long::sum)));
        return sum;
    }

    /** Adds the start and the end of an outage to the timeline. */
    private void addEvents(PipelineHealth health) {
        boolean degraded = health.state() == State.DEGRADED;
        if (degraded && degradedSince == null) {
            degradedSince = clock.instant();
            timeline.add(health.kind(), health.reason());
            degradedKind = health.kind();
        } else if (!degraded && degradedSince != null) {
            Duration outage = Duration.between(degradedSince, clock.instant());
            timeline.add(degradedKind, "back after " + outage.toSeconds() + " s");
            degradedSince = null;
        }
    }
}
