package io.orderpipeline.consumer.verify;

import io.orderpipeline.common.order.DecodeResult;
import io.orderpipeline.common.order.InvalidReason;
import io.orderpipeline.consumer.cassandra.RowReader;
import io.orderpipeline.consumer.cassandra.row.StoredOrder;
import io.orderpipeline.consumer.kafka.OffsetSet;
import io.orderpipeline.consumer.kafka.OrderDecoder;
import io.orderpipeline.consumer.kafka.RecordSource;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongPredicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * Matches the rows of one partition with its records. The consumer may be running meanwhile, or may have died: up to
 * the committed offset the rows must exist, and after it they may. One thread.
 */
final class OrderComparison implements HashJoin.Matcher, AutoCloseable {

    private final PartitionFindings findings;
    private final DeadLetterComparison deadLetters;
    private final RowReader table;
    private final RowExpiry expiry;
    private final VerifyProgress progress;
    private final SpillFiles records;
    private final SpillFiles rows;
    private final OrderDecoder decoder;
    private final Fingerprints fingerprints = new Fingerprints();
    private final JoinEntry remnant;

    /** Offsets of records whose rows may have expired. */
    private final OffsetSet expired = new OffsetSet();

    /** Offsets of records that are valid, and dead letters for a reason that they do not show. */
    private final OffsetSet refused = new OffsetSet();

    private final OffsetSet refusedByDatabase = new OffsetSet();
    private boolean hasRefused;

    OrderComparison(
            PartitionFindings findings,
            DeadLetterComparison deadLetters,
            OrderDecoder decoder,
            RowReader table,
            RowExpiry expiry,
            VerifyProgress progress,
            Path folder,
            int buckets) {
        this.findings = findings;
        this.deadLetters = deadLetters;
        this.decoder = decoder;
        this.table = table;
        this.expiry = expiry;
        this.progress = progress;
        this.records = new SpillFiles(folder, "records-" + findings.partition(), buckets);
        this.rows = new SpillFiles(folder, "rows-" + findings.partition(), buckets);
        this.remnant = fingerprints.order("", CanonicalValues.none(table.addedColumns()), 0);
    }

    /**
     * Reads the rows first, and then the records up to the end offset at that time: so each row that a running consumer
     * has written meanwhile finds its record.
     */
    void read(VerifyRange range, RecordSource topic) throws InterruptedException {
        int partition = findings.partition();
        table.read(partition, this::addRow);
        if (range.orders().containsKey(partition)) {
            TopicPartition source = range.orderPartition(partition);
            long end = Math.max(findings.offsets().end(), topic.end(source));
            topic.read(source, findings.offsets().beginning(), end, this::addRecord);
        }
    }

    private void addRow(StoredOrder row) {
        progress.row();
        findings.count(VerifyCount.ROWS);
        rows.add(fingerprints.row(row));
    }

    private void addRecord(ConsumerRecord<byte[], byte[]> record) {
        progress.record();
        findings.found(record.offset());
        DecodeResult decoded = decoder.decode(record, progress);
        count(record.offset());
        if (decoded instanceof DecodeResult.Invalid invalid) {
            deadLetters.expect(record, reason(record, invalid));
        } else if (decoded instanceof DecodeResult.Valid valid) {
            deadLetters.refusal(record).ifPresent(reason -> addRefused(record, reason));
            addOrder(record, valid);
        }
    }

    private void addOrder(ConsumerRecord<byte[], byte[]> record, DecodeResult.Valid valid) {
        CanonicalValues values = CanonicalValues.of(valid, table.addedColumns());
        if (expiry.mayHaveExpired(record.timestamp())) {
            expired.add(record.offset());
        }
        records.add(fingerprints.order(valid.order().orderId(), values, record.offset()));
    }

    /** A record could have another reason for a consumer that did not have its schema. */
    private InvalidReason reason(ConsumerRecord<byte[], byte[]> record, DecodeResult.Invalid invalid) {
        return deadLetters
                .refusal(record)
                .filter(reason -> reason != InvalidReason.REFUSED_BY_DATABASE)
                .orElse(invalid.reason());
    }

    private void addRefused(ConsumerRecord<byte[], byte[]> record, InvalidReason reason) {
        deadLetters.expect(record, reason);
        refused.add(record.offset());
        hasRefused = true;
        if (reason == InvalidReason.REFUSED_BY_DATABASE) {
            refusedByDatabase.add(record.offset());
        }
    }

    private void count(long offset) {
        if (findings.counts(offset)) {
            findings.count(VerifyCount.RECORDS);
            if (!findings.isConsumed(offset)) {
                findings.add(VerifyCount.NOT_YET_CONSUMED, new JoinEntry(0, 0, 0, 0, offset));
            }
        }
    }

    void compare() {
        HashJoin.join(records, rows, this, progress);
    }

    @Override
    public void match(List<JoinEntry> ofOrder, List<JoinEntry> itsRows) {
        matchWritten(hasRefused ? withoutRefused(ofOrder, itsRows) : ofOrder, itsRows);
    }

    /** A record that was refused has no row, unless its dead letter was replayed or is that of another group. */
    private List<JoinEntry> withoutRefused(List<JoinEntry> ofOrder, List<JoinEntry> itsRows) {
        List<JoinEntry> written = new ArrayList<>();
        JoinEntry withoutSchema = null;
        for (JoinEntry record : ofOrder) {
            boolean isRefused = refused.contains(record.position());
            if (!isRefused || itsRows.stream().anyMatch(row -> row.hasValuesOf(record))) {
                written.add(record);
                withoutSchema = null;
                if (isRefused) {
                    findings.add(VerifyCount.STORED_AND_DEAD_LETTERED, record);
                }
            } else if (refusedByDatabase.contains(record.position())) {
                findings.add(VerifyCount.REFUSED_BY_DATABASE, record);
            } else {
                withoutSchema = record;
            }
        }
        // Null, too, when a later record has replaced its values.
        if (withoutSchema != null) {
            findings.add(VerifyCount.DEAD_LETTERED_WITHOUT_SCHEMA, withoutSchema);
        }
        return written;
    }

    private void matchWritten(List<JoinEntry> ofOrder, List<JoinEntry> itsRows) {
        countOrder(ofOrder);
        JoinEntry lastConsumed = last(ofOrder, findings::isConsumed);
        if (!itsRows.isEmpty()) {
            match(itsRows.get(0), ofOrder, lastConsumed);
        } else if (isExpired(lastConsumed)) {
            findings.count(VerifyCount.EXPIRED);
        } else if (lastConsumed != null) {
            findings.add(VerifyCount.MISSING, lastConsumed);
        }
    }

    private void countOrder(List<JoinEntry> ofOrder) {
        JoinEntry lastCounted = last(ofOrder, findings::counts);
        if (lastCounted != null) {
            findings.count(VerifyCount.ORDERS);
            if (!lastCounted.equals(ofOrder.get(0))) {
                findings.add(VerifyCount.DUPLICATED, lastCounted);
            }
        }
    }

    /** Null when no offset meets the condition. */
    private static JoinEntry last(List<JoinEntry> records, LongPredicate condition) {
        for (int i = records.size() - 1; i >= 0; i--) {
            if (condition.test(records.get(i).position())) {
                return records.get(i);
            }
        }
        return null;
    }

    private void match(JoinEntry row, List<JoinEntry> ofOrder, JoinEntry lastConsumed) {
        boolean isNewest = lastConsumed == null || lastConsumed.position() < row.position();
        if (isNewest && findings.isGone(row.position())) {
            findings.count(VerifyCount.ROWS_OLDER_THAN_TOPIC);
        } else if (ofOrder.isEmpty()) {
            findings.add(VerifyCount.UNEXPECTED, row);
        } else if (isExpired(lastConsumed) && isRemnant(row)) {
            findings.count(VerifyCount.EXPIRED);
        } else if (!isStorable(row, ofOrder, lastConsumed)) {
            findings.add(VerifyCount.WRONG, lastConsumed == null ? ofOrder.get(ofOrder.size() - 1) : lastConsumed);
        }
    }

    private boolean isExpired(JoinEntry lastConsumed) {
        return lastConsumed != null && expired.contains(lastConsumed.position());
    }

    /**
     * Cassandra keeps the expired values of a compacted row as tombstones for a while. They win over values that a
     * replay writes with the same timestamp, but not over the row marker, and an id without values reappears.
     */
    private boolean isRemnant(JoinEntry row) {
        return row.hasValuesOf(remnant);
    }

    /** Whether the row has the values of the last consumed record, or of one after it. */
    private boolean isStorable(JoinEntry row, List<JoinEntry> ofOrder, JoinEntry lastConsumed) {
        if (lastConsumed != null && row.hasValuesOf(lastConsumed)) {
            return true;
        }
        return ofOrder.stream().anyMatch(record -> !findings.isConsumed(record.position()) && row.hasValuesOf(record));
    }

    @Override
    public void close() {
        records.close();
        rows.close();
    }
}
