package io.orderpipeline.consumer.observe;

import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** The counters of every partition that this process has, or had. Safe for use by several threads. */
public final class PipelineCounters {

    private final ConcurrentHashMap<Key, PartitionCounters> counters = new ConcurrentHashMap<>();

    private record Key(int partition, String thread) {}

    /** The counters of that thread for that partition; those of before when it has the partition again. */
    public PartitionCounters of(int partition, String thread) {
        return counters.computeIfAbsent(
                new Key(partition, thread), key -> new PartitionCounters(key.partition(), key.thread()));
    }

    /** One for each partition, in the order of their numbers. */
    public List<PartitionSnapshot> snapshot() {
        return List.copyOf(counters.values().stream()
                .map(PartitionCounters::snapshot)
                .collect(Collectors.toMap(
                        PartitionSnapshot::partition, snapshot -> snapshot, PartitionSnapshot::plus, TreeMap::new))
                .values());
    }
}
