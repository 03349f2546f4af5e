package io.orderpipeline.consumer.verify;

import io.orderpipeline.consumer.cassandra.row.ExtraColumns;
import java.util.List;
import java.util.stream.Stream;

/**
 * Holds the row of an order against the records of that order in its partition. The consumer may be at work meanwhile,
 * or may have died: up to the committed offset the rows must be there, and after it they may be. One thread.
 */
final class OrderJudge implements BucketJoin.Judge {

    private final PartitionFindings findings;
    private final OffsetSet expired;
    private final Entry remnant;

    /** @param expired offsets of records whose rows may have gone by themselves */
    OrderJudge(PartitionFindings findings, OffsetSet expired, ExtraColumns extraColumns) {
        this.findings = findings;
        this.expired = expired;
        this.remnant = new Fingerprints().order("", Cells.none(extraColumns), 0);
    }

    @Override
    public void judge(List<Entry> records, List<Entry> rows) {
        count(records);
        Entry lastConsumed = records.stream()
                .filter(record -> findings.isConsumed(record.position()))
                .reduce((a, b) -> b)
                .orElse(null);
        if (!rows.isEmpty()) {
            judgeRow(rows.get(0), records, lastConsumed);
        } else if (lastConsumed != null && expired.contains(lastConsumed.position())) {
            findings.count(Tally.EXPIRED);
        } else if (lastConsumed != null) {
            findings.add(FindingKind.MISSING, lastConsumed);
        }
    }

    private void count(List<Entry> records) {
        List<Entry> counted = records.stream()
                .filter(record -> findings.counts(record.position()))
                .toList();
        if (!counted.isEmpty()) {
            findings.count(Tally.ORDERS);
        }
        if (counted.size() > 1) {
            findings.add(FindingKind.DUPLICATED, counted.get(counted.size() - 1));
        }
    }

    private void judgeRow(Entry row, List<Entry> records, Entry lastConsumed) {
        boolean isOfRecordThatIsGone = lastConsumed == null && findings.isGone(row.position());
        if (isOfRecordThatIsGone) {
            findings.count(Tally.ROWS_OLDER_THAN_TOPIC);
        } else if (records.isEmpty()) {
            findings.add(FindingKind.UNEXPECTED, row);
        } else if (isRemnant(row, lastConsumed)) {
            findings.count(Tally.EXPIRED);
        } else if (mayBeThere(records, lastConsumed).noneMatch(row::hasValuesOf)) {
            findings.add(FindingKind.WRONG, lastConsumed == null ? records.get(records.size() - 1) : lastConsumed);
        }
    }

    /**
     * Cassandra keeps the expired values of a compacted row as tombstones for a while. They beat values that a replay
     * writes with the same timestamp, but not the row's own mark, and an id without values comes back.
     */
    private boolean isRemnant(Entry row, Entry lastConsumed) {
        return lastConsumed != null && expired.contains(lastConsumed.position()) && row.hasValuesOf(remnant);
    }

    private Stream<Entry> mayBeThere(List<Entry> records, Entry lastConsumed) {
        return records.stream()
                .filter(record -> record.equals(lastConsumed) || !findings.isConsumed(record.position()));
    }
}
