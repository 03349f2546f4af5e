package io.orderpipeline.consumer.verify;

import io.orderpipeline.consumer.monitoring.GroupOffsets.Offsets;
import io.orderpipeline.consumer.verify.VerifyReport.Example;
import io.orderpipeline.consumer.verify.VerifyReport.Verdict;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/**
 * The result for one partition.
 *
 * @param partition {@link #NONE} for dead letters that do not name their origin
 * @param offsets as of the start
 */
record PartitionReport(
        int partition, Offsets offsets, Map<VerifyCount, Long> counts, Map<VerifyCount, List<Example>> examples) {

    static final int NONE = -1;

    PartitionReport {
        counts = Collections.unmodifiableMap(counts);
        examples = Collections.unmodifiableMap(examples);
    }

    long of(VerifyCount kind) {
        return counts.getOrDefault(kind, 0L);
    }

    /** Whether it has neither records nor rows nor dead letters. */
    boolean isEmpty() {
        return counts.isEmpty();
    }

    Verdict verdict() {
        return counts.keySet().stream().map(VerifyCount::verdict).reduce(Verdict.PASS, Verdict::or);
    }
}
