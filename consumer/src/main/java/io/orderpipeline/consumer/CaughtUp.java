package io.orderpipeline.consumer;

import io.orderpipeline.consumer.monitoring.GroupOffsets.Offsets;
import io.orderpipeline.consumer.monitoring.PartitionCounts;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Checks whether the group has committed all records that were in the topic at the start, by this process or another:
 * committed and not just polled, so that nothing is in flight when the program stops. One thread.
 */
final class CaughtUp {

    private final boolean wanted;
    private Map<Integer, Offsets> atStart = Map.of();
    private Set<Integer> reachedBefore = Set.of();

    CaughtUp(boolean wanted) {
        this.wanted = wanted;
    }

    /** @param now empty when the broker did not respond */
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
     * Whether to read the group's offsets before the next snapshot is due: when one more partition of this process has
     * reached its end. Reading them more often before that would only cost.
     */
    boolean isWorthChecking(List<PartitionCounts> partitions) {
        if (!wanted) {
            return false;
        }
        Set<Integer> reached = partitions.stream()
                .filter(this::isReached)
                .map(PartitionCounts::partition)
                .collect(Collectors.toSet());
        boolean isNew = !reachedBefore.containsAll(reached);
        reachedBefore = reached;
        return isNew;
    }

    private boolean isReached(PartitionCounts partition) {
        Offsets start = atStart.get(partition.partition());
        return start != null && partition.position().committedOffset() >= start.end();
    }
}
