package io.orderpipeline.consumer;

import io.orderpipeline.consumer.monitoring.GroupOffsets.Offsets;
import io.orderpipeline.consumer.monitoring.PartitionCounts;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Whether the group has committed all that was in the topic at the start, by this process or by another. Committed,
 * and not just polled: so that a program that says it is done has done it. One thread.
 */
final class CaughtUp {

    private final boolean wanted;
    private Map<Integer, Offsets> atStart = Map.of();
    private Set<Integer> reachedBefore = Set.of();

    CaughtUp(boolean wanted) {
        this.wanted = wanted;
    }

    /** @param now empty when the broker did not answer */
    boolean isReached(Map<Integer, Offsets> now) {
        if (!wanted || now.isEmpty()) {
            return false;
        }
        if (atStart.isEmpty()) {
            atStart = now;
        }
        return atStart.entrySet().stream().allMatch(start -> {
            Offsets offsets = now.get(start.getKey());
            return offsets == null
                    || Math.max(offsets.committed(), offsets.beginning())
                            >= start.getValue().end();
        });
    }

    /**
     * Whether to ask the broker before the second is over: when a partition of ours has reached its end. While the
     * ends are far away, asking often would only cost.
     */
    boolean isWorthAsking(List<PartitionCounts> partitions) {
        if (!wanted) {
            return false;
        }
        Set<Integer> reached = partitions.stream()
                .filter(this::isReached)
                .map(PartitionCounts::partition)
                .collect(Collectors.toSet());
        boolean isNews = !reachedBefore.containsAll(reached);
        reachedBefore = reached;
        return isNews;
    }

    private boolean isReached(PartitionCounts partition) {
        Offsets start = atStart.get(partition.partition());
        return start != null && partition.committedOffset() >= start.end();
    }
}
