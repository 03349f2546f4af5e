package io.orderpipeline.consumer.monitoring;

import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;

/** The counters of every partition that this process has, or had. Safe for use by several threads. */
public final class PipelineCounters {

    private final ConcurrentHashMap<Key, PartitionCounters> counters = new ConcurrentHashMap<>();

    private final AtomicLong rebalances = new AtomicLong();
    private final InstantSource clock;
    private final EventTimeline timeline;
    private volatile String idleTrouble;

    private record Key(int partition, String thread) {}

    /** @param clock the time of day, as records are stamped with it */
    public PipelineCounters(InstantSource clock, EventTimeline timeline) {
        this.clock = clock;
        this.timeline = timeline;
    }

    /** The counters of that thread for that partition; those of before when it has the partition again. */
    public PartitionCounters of(int partition, String thread) {
        return counters.computeIfAbsent(
                new Key(partition, thread), key -> new PartitionCounters(key.partition(), key.thread(), clock));
    }

    /** One for each partition, in the order of their numbers. */
    public List<PartitionCounts> snapshot() {
        return List.copyOf(counters.values().stream()
                .map(PartitionCounters::snapshot)
                .map(snapshot -> snapshot.orIdleTrouble(idleTrouble))
                .collect(Collectors.toMap(
                        PartitionCounts::partition, snapshot -> snapshot, PartitionCounts::plus, TreeMap::new))
                .values());
    }

    /** @param trouble that would hold up writing in all partitions, if there were something to write; or null */
    void idleTrouble(String trouble) {
        idleTrouble = trouble;
    }

    /** Partitions came to a thread of ours, or went from it. */
    public void rebalanced(String what) {
        rebalances.incrementAndGet();
        timeline.add(Event.Kind.REBALANCE, what);
    }

    public long rebalances() {
        return rebalances.get();
    }

    /** By partition, what was measured since the last time. For one observer: what it took, nobody else sees. */
    public Map<Integer, LatencySample> takeLatencies() {
        Map<Integer, LatencySample> latencies = new TreeMap<>();
        for (PartitionCounters partition : counters.values()) {
            partition.takeInto(latencies.computeIfAbsent(partition.partition(), number -> LatencySample.empty()));
        }
        return latencies;
    }
}
