package io.orderpipeline.consumer.lookup;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What was searched of the topic of orders.
 *
 * @param partitions that the user has chosen; empty for all
 * @param ring the widest that was searched completely; empty for none
 * @param ranges the offsets in it, and others that were searched beside it
 * @param otherRecords the number of offsets in the topic that were not searched
 */
record Searched(Set<Integer> partitions, Optional<Ring> ring, List<OffsetRange> ranges, long otherRecords) {

    Searched {
        ranges = List.copyOf(ranges);
    }

    /** As the end of a sentence that begins with "not found". */
    String where() {
        if (ring.isEmpty()) {
            return "in the table or among the dead letters; the topic was not searched";
        }
        String where = partitions.isEmpty() ? "" : " in partition " + numbers();
        Optional<Instant> from = ring.get().from();
        Optional<Instant> to = ring.get().to();
        if (from.isEmpty() && to.isEmpty()) {
            return where.isEmpty() ? "in the whole topic" : where.strip();
        }
        String beginning = from.map(Instant::toString).orElse("the beginning of the topic");
        String end = to.map(Instant::toString).orElse("the end of the topic");
        return "between " + beginning + " and " + end + where;
    }

    private String numbers() {
        return partitions.stream().sorted().map(String::valueOf).collect(Collectors.joining(", "));
    }
}
