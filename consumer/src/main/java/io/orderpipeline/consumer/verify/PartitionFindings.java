package io.orderpipeline.consumer.verify;

import io.orderpipeline.consumer.kafka.OffsetSet;
import io.orderpipeline.consumer.monitoring.GroupOffsets.Offsets;
import io.orderpipeline.consumer.verify.VerifyReport.Example;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.atomic.LongAdder;

/** Collects the findings of one partition: counts, and the first few of each kind. One thread. */
final class PartitionFindings {

    private static final int FIRST_FEW = 5;

    private final int partition;
    private final Offsets offsets;
    private final boolean isCompacted;

    /** Offsets of records between which the topic has deleted others; unused when it is not compacted. */
    private final OffsetSet kept = new OffsetSet();

    private final Map<VerifyCount, LongAdder> counts = new EnumMap<>(VerifyCount.class);
    private final Map<VerifyCount, TreeSet<JoinEntry>> firstFew = new EnumMap<>(VerifyCount.class);

    PartitionFindings(int partition, VerifyRange range) {
        this.partition = partition;
        this.offsets = range.offsets(partition);
        this.isCompacted = range.isCompacted();
        addAny(VerifyCount.HIDDEN, offsets.hidden());
        addAny(VerifyCount.DELETED_BEFORE_CONSUMED, range.lost(partition));
    }

    /** Leaves out 0: each kind that is present counts for the verdict. */
    private void addAny(VerifyCount kind, long number) {
        if (number > 0) {
            counter(kind).add(number);
        }
    }

    int partition() {
        return partition;
    }

    Offsets offsets() {
        return offsets;
    }

    /** Whether the group has committed this offset. */
    boolean isConsumed(long offset) {
        return offset < offsets.committed();
    }

    /** Whether it was in the topic at the start; later records only explain rows. */
    boolean counts(long offset) {
        return offset < offsets.end();
    }

    /** Notes that the topic has the record. */
    void found(long offset) {
        if (isCompacted) {
            kept.add(offset);
        }
    }

    /** Whether the topic has deleted it; after all records were found. */
    boolean isGone(long offset) {
        return offset >= 0
                && (offset < offsets.beginning() || (isCompacted && counts(offset) && !kept.contains(offset)));
    }

    void count(VerifyCount kind) {
        counter(kind).increment();
    }

    private long number(VerifyCount kind) {
        return counts.containsKey(kind) ? counts.get(kind).sum() : 0;
    }

    /** Counts without a new Long for each record. */
    private LongAdder counter(VerifyCount kind) {
        return counts.computeIfAbsent(kind, none -> new LongAdder());
    }

    /** Counts a finding, and keeps it as an example while it is one of the first. */
    void add(VerifyCount kind, JoinEntry entry) {
        count(kind);
        TreeSet<JoinEntry> first = firstFew.computeIfAbsent(kind, none -> new TreeSet<>(JoinEntry.BY_POSITION));
        first.add(entry);
        if (first.size() > FIRST_FEW) {
            first.pollLast();
        }
    }

    List<JoinEntry> firstFew(VerifyCount kind) {
        return firstFew.containsKey(kind) ? new ArrayList<>(firstFew.get(kind)) : List.of();
    }

    /** @param examples for the first few */
    PartitionReport report(Map<VerifyCount, List<Example>> examples) {
        if (isCompacted) {
            addAny(VerifyCount.GAPS_OF_COMPACTION, offsets.end() - offsets.beginning() - number(VerifyCount.RECORDS));
        }
        Map<VerifyCount, Long> totals = new EnumMap<>(VerifyCount.class);
        counts.forEach((kind, count) -> totals.put(kind, count.sum()));
        return new PartitionReport(partition, offsets, totals, examples);
    }
}
