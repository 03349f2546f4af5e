package io.orderpipeline.consumer.monitoring;

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
 * Makes a {@link PipelineSnapshot} of what the poll threads counted and the broker said. It is the only one who looks at
 * either; whoever shows something shows views, so that all agree, and the poll threads are never asked. One thread.
 */
public final class SnapshotMaker {

    private final String topic;
    private final String group;
    private final PipelineCounters counters;
    private final EventTimeline timeline;
    private final LongSupplier nanoTime;
    private final InstantSource clock;
    private final long start;

    private final Map<Integer, PartitionMeter> meters = new HashMap<>();
    private final RateMeter written;
    private final LatencyMeter write = writeMeter();
    private final LatencyMeter endToEnd = endToEndMeter();
    private RateMeter produced;
    private Rates producedRates = Rates.NONE;
    private long producedAt;
    private Instant degradedSince;
    private Event.Kind degradedKind;

    public SnapshotMaker(
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

    static LatencyMeter writeMeter() {
        return new LatencyMeter(LatencyMeter.WRITE, 1e-6);
    }

    static LatencyMeter endToEndMeter() {
        return new LatencyMeter(LatencyMeter.END_TO_END, 1e-3);
    }

    public Duration uptime() {
        return Duration.ofNanos(nanoTime.getAsLong() - start);
    }

    /** To be called once a second: rates and latencies are those since the last time. */
    public PipelineSnapshot look(GroupOffsetsSample answer, DesiredState wish) {
        long now = nanoTime.getAsLong();
        Optional<Duration> age = answer.isPresent() ? Optional.of(answer.age(now)) : Optional.empty();
        boolean brokerAnswers = PipelineSnapshot.isFresh(age.orElseGet(this::uptime));
        List<PartitionCounts> snapshots = counters.snapshot();
        Totals totals = Totals.of(snapshots);
        Map<Integer, LatencySample> latencies = counters.takeLatencies();
        LatencySample latency = sum(latencies);
        PipelineHealth health = PipelineHealth.of(snapshots, brokerAnswers, wish);
        note(health);
        return new PipelineSnapshot(
                clock.instant(),
                topic,
                group,
                Duration.ofNanos(now - start),
                health.state(),
                health.reason(),
                totals,
                written.rates(now, totals.written()),
                produced(answer),
                write.add(latency.write()),
                endToEnd.add(latency.endToEnd()),
                partitions(now, snapshots, brokerAnswers ? answer : GroupOffsetsSample.NONE, latencies),
                age,
                byCategory(snapshots),
                counters.rebalances());
    }

    /** From answer to answer, for the same answer twice would look like a second without orders. */
    private Rates produced(GroupOffsetsSample answer) {
        if (answer.isPresent() && answer.receivedAt() != producedAt) {
            long ends = answer.offsets().values().stream()
                    .mapToLong(GroupOffsets.Offsets::end)
                    .sum();
            if (produced == null) {
                produced = RateMeter.ofRunningCount(answer.receivedAt(), ends);
            }
            producedAt = answer.receivedAt();
            producedRates = produced.rates(producedAt, ends);
        }
        return producedRates;
    }

    /** Those of the topic, and those that this process had before the topic was made anew with fewer. */
    private List<PartitionSnapshot> partitions(
            long now,
            List<PartitionCounts> snapshots,
            GroupOffsetsSample answer,
            Map<Integer, LatencySample> latencies) {
        Map<Integer, PartitionCounts> known = new TreeMap<>();
        answer.offsets().keySet().forEach(number -> known.put(number, PartitionCounts.untouched(number)));
        snapshots.forEach(snapshot -> known.put(snapshot.partition(), snapshot));
        List<PartitionSnapshot> views = new ArrayList<>(known.size());
        known.forEach((number, snapshot) -> views.add(meters.computeIfAbsent(number, any -> new PartitionMeter(start))
                .look(
                        now,
                        clock.millis(),
                        snapshot,
                        Optional.ofNullable(answer.offsets().get(number)),
                        latencies.getOrDefault(number, LatencySample.empty()))));
        return views;
    }

    private static LatencySample sum(Map<Integer, LatencySample> latencies) {
        LatencySample sum = LatencySample.empty();
        latencies.values().forEach(sum::add);
        return sum;
    }

    private static Map<String, Long> byCategory(List<PartitionCounts> snapshots) {
        Map<String, Long> sum = new HashMap<>();
        snapshots.forEach(snapshot ->
                snapshot.writtenByCategory().forEach((category, count) -> sum.merge(category, count, Long::sum)));
        return sum;
    }

    /** What a person would call an event: something was away, and is back. */
    private void note(PipelineHealth health) {
        boolean degraded = health.state() == PipelineState.DEGRADED;
        if (degraded && degradedSince == null) {
            degradedSince = clock.instant();
            timeline.add(health.kind(), health.reason());
            degradedKind = health.kind();
        } else if (!degraded && degradedSince != null) {
            Duration away = Duration.between(degradedSince, clock.instant());
            timeline.add(degradedKind, "back after " + away.toSeconds() + " s");
            degradedSince = null;
        }
    }
}
