package io.orderpipeline.consumer.verify;

import io.orderpipeline.consumer.monitoring.GroupOffsets.Offsets;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/**
 * The end of the story of one partition.
 *
 * @param partition {@link #NONE} for dead letters that do not say where they come from
 * @param offsets as they were at the start
 */
record PartitionReport(
        int partition,
        Offsets offsets,
        Map<RecordTally, Long> tallies,
        Map<FindingKind, Long> counts,
        Map<FindingKind, List<Example>> examples) {

    static final int NONE = -1;

    PartitionReport {
        tallies = Collections.unmodifiableMap(tallies);
        counts = Collections.unmodifiableMap(counts);
        examples = Collections.unmodifiableMap(examples);
    }

    long of(RecordTally tally) {
        return tallies.getOrDefault(tally, 0L);
    }

    long of(FindingKind kind) {
        return counts.getOrDefault(kind, 0L);
    }

    /** How many offsets the topic deleted before the group came to them; what was there nobody can say. */
    long lostToRetention() {
        return Math.max(0, offsets.beginning() - offsets.committed());
    }

    VerifyVerdict verdict() {
        return counts.keySet().stream()
                .map(FindingKind::verdict)
                .reduce(lostToRetention() > 0 ? VerifyVerdict.INCOMPLETE : VerifyVerdict.PASS, VerifyVerdict::or);
    }
}
