package io.orderpipeline.consumer.verify;

import io.orderpipeline.consumer.cassandra.row.AddedColumns;
import java.util.List;
import java.util.stream.Stream;

/**
 * Holds the row of an order against the records of that order in its partition. The consumer may be at work meanwhile,
 * or may have died: up to the committed offset the rows must be there, and after it they may be. One thread.
 */
final class OrderMatcher implements HashJoin.Judge {

    private final PartitionFindings findings;
    private final OffsetSet expired;
    private final JoinEntry remnant;

    /** @param expired offsets of records whose rows may have gone by themselves */
    OrderMatcher(PartitionFindings findings, OffsetSet expired, AddedColumns extraColumns) {
        this.findings = findings;
        this.expired = expired;
        this.remnant = new Fingerprints().order("", CanonicalValues.none(extraColumns), 0);
    }

    @Override
    public void judge(List<JoinEntry> records, List<JoinEntry> rows) {
        count(records);
        JoinEntry lastConsumed = records.stream()
                .filter(record -> findings.isConsumed(record.position()))
                .reduce((a, b) -> b)
                .orElse(null);
        if (!rows.isEmpty()) {
            judgeRow(rows.get(0), records, lastConsumed);
        } else if (lastConsumed != null && expired.contains(lastConsumed.position())) {
            findings.count(RecordTally.EXPIRED);
        } else if (lastConsumed != null) {
            findings.add(FindingKind.MISSING, lastConsumed);
        }
    }

    private void count(List<JoinEntry> records) {
        List<JoinEntry> counted = records.stream()
                .filter(record -> findings.counts(record.position()))
                .toList();
        if (!counted.isEmpty()) {
            findings.count(RecordTally.ORDERS);
        }
        if (counted.size() > 1) {
            findings.add(FindingKind.DUPLICATED, counted.get(counted.size() - 1));
        }
    }

    private void judgeRow(JoinEntry row, List<JoinEntry> records, JoinEntry lastConsumed) {
        boolean isOfRecordThatIsGone = lastConsumed == null && findings.isGone(row.position());
        if (isOfRecordThatIsGone) {
            findings.count(RecordTally.ROWS_OLDER_THAN_TOPIC);
        } else if (records.isEmpty()) {
            findings.add(FindingKind.UNEXPECTED, row);
        } else if (isRemnant(row, lastConsumed)) {
            findings.count(RecordTally.EXPIRED);
        } else if (mayBeThere(records, lastConsumed).noneMatch(row::hasValuesOf)) {
            findings.add(FindingKind.WRONG, lastConsumed == null ? records.get(records.size() - 1) : lastConsumed);
        }
    }

    /**
     * Cassandra keeps the expired values of a compacted row as tombstones for a while. They beat values that a replay
     * writes with the same timestamp, but not the row's own mark, and an id without values comes back.
     */
    private boolean isRemnant(JoinEntry row, JoinEntry lastConsumed) {
        return lastConsumed != null && expired.contains(lastConsumed.position()) && row.hasValuesOf(remnant);
    }

    private Stream<JoinEntry> mayBeThere(List<JoinEntry> records, JoinEntry lastConsumed) {
        return records.stream()
                .filter(record -> record.equals(lastConsumed) || !findings.isConsumed(record.position()));
    }
}
