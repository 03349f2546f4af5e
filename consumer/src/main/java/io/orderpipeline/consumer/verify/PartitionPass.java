package io.orderpipeline.consumer.verify;

import io.orderpipeline.common.order.DecodeResult;
import io.orderpipeline.common.order.InvalidReason;
import io.orderpipeline.common.order.OrderJsonReader;
import io.orderpipeline.consumer.cassandra.RowReader;
import io.orderpipeline.consumer.cassandra.row.StoredOrder;
import io.orderpipeline.consumer.kafka.OrderDecoder;
import io.orderpipeline.consumer.monitoring.GroupOffsets.Offsets;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Reads the rows and the records of one partition. One thread. */
final class PartitionPass {

    private final PartitionFindings findings;
    private final DeadLetterComparison letters;
    private final SpillFiles records;
    private final SpillFiles rows;
    private final VerifyProgress progress;
    private final RowExpiry expiry;
    private final OffsetSet expired;
    private final OrderJsonReader json = new OrderJsonReader();
    private final Fingerprints fingerprints = new Fingerprints();

    /** @param expired gets the offsets of records whose rows may have gone by themselves */
    PartitionPass(
            PartitionFindings findings,
            DeadLetterComparison letters,
            SpillFiles records,
            SpillFiles rows,
            VerifyProgress progress,
            RowExpiry expiry,
            OffsetSet expired) {
        this.findings = findings;
        this.letters = letters;
        this.records = records;
        this.rows = rows;
        this.progress = progress;
        this.expiry = expiry;
        this.expired = expired;
    }

    /**
     * Rows first, and then records up to where the topic ends by then: so each row that a consumer at work has written
     * meanwhile finds its record.
     */
    void read(VerifyRange scope, RecordSource topic, RowReader table) throws InterruptedException {
        int partition = findings.partition();
        table.read(partition, this::takeRow);
        if (scope.orders().containsKey(partition)) {
            Offsets offsets = findings.offsets();
            long end = Math.max(offsets.end(), topic.end(scope.ofTopic(partition)));
            topic.read(scope.ofTopic(partition), offsets.beginning(), end, record -> takeRecord(record, table));
        }
    }

    private void takeRow(StoredOrder row) {
        progress.row();
        findings.count(RecordTally.ROWS);
        rows.add(fingerprints.row(row));
    }

    private void takeRecord(ConsumerRecord<byte[], byte[]> record, RowReader table) {
        progress.record();
        DecodeResult reading = OrderDecoder.read(record, json);
        count(record.offset());
        if (reading instanceof DecodeResult.Invalid invalid) {
            letters.expect(record, invalid.reason());
        } else if (letters.isRefused(record)) {
            findings.count(RecordTally.REFUSED_BY_DATABASE);
            letters.expect(record, InvalidReason.REFUSED_BY_DATABASE);
        } else if (reading instanceof DecodeResult.Valid valid) {
            CanonicalValues cells = CanonicalValues.of(valid, table.addedColumns());
            if (expiry.mayHaveExpired(record.timestamp())) {
                expired.add(record.offset());
            }
            records.add(fingerprints.order(valid.order().orderId(), cells, record.offset()));
        }
    }

    private void count(long offset) {
        if (findings.counts(offset)) {
            findings.count(RecordTally.RECORDS);
            if (!findings.isConsumed(offset)) {
                findings.add(FindingKind.NOT_YET_CONSUMED, new JoinEntry(0, 0, 0, 0, offset));
            }
        }
    }
}
