package io.orderpipeline.consumer.lookup;

import io.orderpipeline.common.cli.UserError;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * What the user wants searched.
 *
 * @param from time of the first record; empty for what the id suggests
 * @param to time before which the last record is; empty likewise
 * @param partitions empty for all
 */
record SearchOptions(Optional<Instant> from, Optional<Instant> to, Set<Integer> partitions) {

    /** Whatever the ids suggest. */
    static final SearchOptions NONE = new SearchOptions(Optional.empty(), Optional.empty(), Set.of());

    SearchOptions {
        partitions = Set.copyOf(partitions);
        if (from.isPresent() && to.isPresent() && !from.get().isBefore(to.get())) {
            throw UserError.badUsage("--from " + from.get() + " is not before --to " + to.get());
        }
    }

    boolean haveTimes() {
        return from.isPresent() || to.isPresent();
    }

    /** @throws UserError when the topic has no such partition */
    <T> Map<Integer, T> select(String topic, Map<Integer, T> all) {
        for (int partition : partitions) {
            UserError.requireUsage(
                    all.containsKey(partition),
                    "--partition " + partition + " does not exist; the topic " + topic + " has the partitions 0 to "
                            + (all.size() - 1));
        }
        Map<Integer, T> selected = new TreeMap<>(all);
        if (!partitions.isEmpty()) {
            selected.keySet().retainAll(partitions);
        }
        return selected;
    }
}
