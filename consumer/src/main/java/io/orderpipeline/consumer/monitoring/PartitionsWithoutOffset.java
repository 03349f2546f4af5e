package io.orderpipeline.consumer.monitoring;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Collects the partitions for which the group has no committed offset, so that one line reports them all: each poll
 * thread finds its own, and finds an empty one again after each rebalance. Safe for use by several threads.
 */
final class PartitionsWithoutOffset {

    private static final int MOST_NAMED = 12;

    private static final Logger LOG = LoggerFactory.getLogger(PartitionsWithoutOffset.class);

    private final Set<Integer> known = new HashSet<>();
    private final Set<Integer> unreported = new TreeSet<>();
    private int lastSize;

    /** Ignores partitions that were added before. */
    synchronized void add(Collection<Integer> partitions) {
        partitions.stream().filter(known::add).forEach(unreported::add);
    }

    /** To be called once a second; see {@link #take}. */
    void report(String group, String topic, boolean last) {
        List<Integer> partitions = take(last);
        if (!partitions.isEmpty()) {
            LOG.info(
                    "Group {} has no committed offset for {} of {}, as every new group: starting at the first record."
                            + " If it is not new, its offsets expired or were deleted, and dead letters are written"
                            + " again",
                    group,
                    text(partitions),
                    topic);
        }
    }

    private static String text(List<Integer> partitions) {
        String numbers =
                partitions.stream().limit(MOST_NAMED).map(String::valueOf).collect(Collectors.joining(", "));
        return partitions.size() > MOST_NAMED
                ? partitions.size() + " partitions (" + numbers + ", ...)"
                : "partition" + (partitions.size() == 1 ? " " : "s ") + numbers;
    }

    /**
     * The partitions to report, once none was added since the last call; empty otherwise.
     *
     * @param last whether there is no further call, so that nothing may be held back
     */
    synchronized List<Integer> take(boolean last) {
        if (!last && unreported.size() != lastSize) {
            lastSize = unreported.size();
            return List.of();
        }
        List<Integer> taken = List.copyOf(unreported);
        unreported.clear();
        lastSize = 0;
        return taken;
    }
}
