package io.orderpipeline.consumer.lookup;

import io.orderpipeline.consumer.deadletter.RecordPosition;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/** The offsets of a topic that were searched: disjoint ranges, by partition. One thread at a time. */
final class SearchedOffsets {

    /** A gap of fewer records is read more quickly than passed over. */
    private static final int NEAR = 1_000;

    /** By the first offset of each range, the offset after its last one. */
    private final Map<Integer, NavigableMap<Long, Long>> ends = new TreeMap<>();

    void add(OffsetRange range) {
        if (!range.isEmpty()) {
            join(range, 0);
        }
    }

    private void join(OffsetRange range, long gap) {
        NavigableMap<Long, Long> known = known(range.partition());
        long from = range.from();
        long to = range.to();
        for (var near = known.floorEntry(to + gap);
                near != null && near.getValue() + gap >= from;
                near = known.floorEntry(to + gap)) {
            from = Math.min(from, near.getKey());
            to = Math.max(to, near.getValue());
            known.remove(near.getKey());
        }
        known.put(from, to);
    }

    /**
     * What has to be read for all of these ranges, each offset once, by partition and offset. Ranges that overlap or
     * are near to each other become one.
     */
    List<OffsetRange> missing(Collection<OffsetRange> ranges) {
        SearchedOffsets wanted = new SearchedOffsets();
        ranges.stream().filter(range -> !range.isEmpty()).forEach(range -> wanted.join(range, NEAR));
        List<OffsetRange> missing = new ArrayList<>();
        wanted.ends.forEach((partition, all) ->
                all.forEach((from, to) -> missing.addAll(missing(new OffsetRange(partition, from, to)))));
        return missing;
    }

    private List<OffsetRange> missing(OffsetRange range) {
        List<OffsetRange> missing = new ArrayList<>();
        long next = range.from();
        for (Map.Entry<Long, Long> known :
                known(range.partition()).headMap(range.to()).entrySet()) {
            missing.add(new OffsetRange(range.partition(), next, known.getKey()));
            next = Math.max(next, known.getValue());
        }
        missing.add(new OffsetRange(range.partition(), next, range.to()));
        missing.removeIf(OffsetRange::isEmpty);
        return missing;
    }

    boolean contains(RecordPosition position) {
        Map.Entry<Long, Long> before = known(position.partition()).floorEntry(position.offset());
        return before != null && position.offset() < before.getValue();
    }

    private NavigableMap<Long, Long> known(int partition) {
        return ends.computeIfAbsent(partition, none -> new TreeMap<>());
    }
}
