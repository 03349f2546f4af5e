package io.orderpipeline.consumer.monitoring;

import io.orderpipeline.consumer.monitoring.GroupOffsets.Offsets;
import io.orderpipeline.consumer.monitoring.PipelineSnapshot.Totals;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes {@link PipelineSnapshot}s from the counters, the group's offsets and the health of Cassandra. All outputs show
 * these snapshots, so that they agree and never block a poll thread. Used by one thread.
 */
public final class PipelineMonitor implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(PipelineMonitor.class);

    private final String topic;
    private final String group;
    private final PipelineCounters counters;
    private final LongSupplier nanoTime;
    private final InstantSource clock;
    private final long start;

    private final CassandraHealthMonitor cassandra;
    private final BrokerHealth broker = new BrokerHealth();
    private final Outages outages;
    private final BackgroundQuery<GroupOffsets.Sample> offsets;
    private final Map<Integer, PartitionMeter> meters = new HashMap<>();
    private final RateMeter written;
    private final LatencyMeter write = LatencyMeter.write();
    private final LatencyMeter endToEnd = LatencyMeter.endToEnd();
    private final ProducedRate produced = new ProducedRate();

    /** What the user wants the pipeline to do. */
    public enum DesiredState {
        RUN,
        /** Stop polling and finish what is in flight. */
        PAUSE,
        STOP
    }

    /**
     * @param groupOffsets reads the group's offsets by partition; may block, and may fail
     * @param healthProbe why Cassandra does not respond, or empty; may block
     */
    public PipelineMonitor(
            String topic,
            String group,
            PipelineCounters counters,
            EventTimeline timeline,
            Callable<Map<Integer, Offsets>> groupOffsets,
            Supplier<Optional<String>> healthProbe) {
        this(topic, group, counters, timeline, groupOffsets, healthProbe, System::nanoTime, InstantSource.system());
    }

    PipelineMonitor(
            String topic,
            String group,
            PipelineCounters counters,
            EventTimeline timeline,
            Callable<Map<Integer, Offsets>> groupOffsets,
            Supplier<Optional<String>> healthProbe,
            LongSupplier nanoTime,
            InstantSource clock) {
        this.topic = topic;
        this.group = group;
        this.counters = counters;
        this.nanoTime = nanoTime;
        this.clock = clock;
        this.outages = new Outages(timeline, clock);
        this.start = nanoTime.getAsLong();
        this.written = new RateMeter(start);
        this.cassandra = new CassandraHealthMonitor(healthProbe, counters, nanoTime);
        this.offsets = new BackgroundQuery<>(
                "lag-monitor", GroupOffsets.Sample.NONE, () -> read(groupOffsets), this::onFailure, nanoTime);
    }

    private GroupOffsets.Sample read(Callable<Map<Integer, Offsets>> groupOffsets) throws Exception {
        GroupOffsets.Sample sample = new GroupOffsets.Sample(groupOffsets.call(), nanoTime.getAsLong());
        broker.responded();
        return sample;
    }

    private void onFailure(Exception e) {
        broker.failed(e);
        LOG.debug("Cannot read the offsets of group {}", group, e);
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
                long nanos,
                long millis,
                PartitionCounts counts,
                Optional<Offsets> offsets,
                LatencyRecorder.Sample latency) {
            return new PartitionSnapshot(
                    counts,
                    offsets.map(
                            known -> lag.lag(millis, known, counts.position().waitingTimestamp())),
                    rate.rates(nanos, counts.count(Counter.WRITTEN)),
                    write.add(latency.write()),
                    endToEnd.add(latency.endToEnd()));
        }
    }

    /** Starts to read the group's offsets, unless that is in progress. Never blocks. */
    public void startReadingOffsets() {
        offsets.start();
    }

    /** The offsets that were read last, by partition; empty before the first response. */
    public Map<Integer, Offsets> offsets() {
        return offsets.newest().offsets();
    }

    /** As {@link #offsets}; empty also when the broker does not respond any more. Never blocks, for any thread. */
    public Map<Integer, Offsets> recentOffsets() {
        GroupOffsets.Sample sample = offsets.newest();
        return PipelineSnapshot.isFresh(sample.age(nanoTime.getAsLong())) ? sample.offsets() : Map.of();
    }

    /** Reads the group's offsets now; empty when the broker does not respond. */
    public Map<Integer, Offsets> awaitOffsets() throws InterruptedException {
        return offsets.await().offsets();
    }

    /** To be called once a second: rates and latencies are those since the last call. */
    public PipelineSnapshot snapshot(DesiredState desired) {
        counters.withoutOffset().report(group, topic, desired == DesiredState.STOP);
        if (desired != DesiredState.STOP) {
            cassandra.update();
        }
        return snapshot(offsets.newest(), desired);
    }

    PipelineSnapshot snapshot(GroupOffsets.Sample sample, DesiredState desired) {
        long now = nanoTime.getAsLong();
        Duration uptime = Duration.ofNanos(now - start);
        Optional<Duration> age = sample.isPresent() ? Optional.of(sample.age(now)) : Optional.empty();
        boolean brokerResponds = PipelineSnapshot.isFresh(age.orElse(uptime));
        Troubles troubles = Troubles.of(counters, broker.trouble(now, age.orElse(uptime), counters.commitFailure()));
        PipelineHealth health = PipelineHealth.of(counters, troubles, desired);
        if (desired != DesiredState.STOP) {
            outages.update(troubles);
        }
        List<PartitionCounts> counts = counters.snapshot();
        Totals totals = Totals.of(counts);
        Map<Integer, LatencyRecorder.Sample> latencies = counters.takeLatencies();
        LatencyRecorder.Sample latency = sum(latencies);
        return new PipelineSnapshot(
                clock.instant(),
                topic,
                group,
                uptime,
                health.state(),
                health.reason(),
                totals,
                written.rates(now, totals.count(Counter.WRITTEN)),
                produced.rates(sample, brokerResponds),
                write.add(latency.write()),
                endToEnd.add(latency.endToEnd()),
                partitions(now, counts, brokerResponds ? sample.offsets() : Map.of(), latencies),
                age,
                byCategory(counts),
                counters.rebalances(),
                troubles);
    }

    /** The topic's partitions, and those this process had before the topic was recreated with fewer. */
    private List<PartitionSnapshot> partitions(
            long now,
            List<PartitionCounts> counts,
            Map<Integer, Offsets> offsets,
            Map<Integer, LatencyRecorder.Sample> latencies) {
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
                                latencies.getOrDefault(number, LatencyRecorder.Sample.empty()))));
        return snapshots;
    }

    private static LatencyRecorder.Sample sum(Map<Integer, LatencyRecorder.Sample> latencies) {
        LatencyRecorder.Sample sum = LatencyRecorder.Sample.empty();
        latencies.values().forEach(sum::add);
        return sum;
    }

    private static Map<String, Long> byCategory(List<PartitionCounts> partitions) {
        Map<String, Long> sum = new HashMap<>();
        partitions.forEach(partition ->
                partition.writtenByCategory().forEach((category, count) -> sum.merge(category, count, Long::sum)));
        return sum;
    }

    @Override
    public void close() {
        offsets.close();
        cassandra.close();
    }
}
