package io.orderpipeline.consumer.lookup;

import io.orderpipeline.consumer.deadletter.RecordPosition;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What became of one order.
 *
 * @param verdict of the newest record
 * @param records by partition and offset
 * @param moreRecords number of older records that are left out
 * @param notes sentences on what the rest does not show
 */
record OrderReport(
        String id,
        Finding verdict,
        List<RecordLine> records,
        long moreRecords,
        List<DeadLetterLine> deadLetters,
        List<RowLine> rows,
        Searched searched,
        List<String> notes) {

    OrderReport {
        records = List.copyOf(records);
        deadLetters = List.copyOf(deadLetters);
        rows = List.copyOf(rows);
        notes = List.copyOf(notes);
    }

    /** A record and what became of it. */
    record RecordLine(FoundRecord found, Finding finding) {}

    /** @param replayed empty when that is not known */
    record DeadLetterLine(FoundDeadLetter found, Optional<Boolean> replayed) {}

    /**
     * A row of the table.
     *
     * @param writtenBy the record that wrote it, which may be gone; empty when that is not known
     * @param differs the columns that differ from the record
     * @param values of the schema columns, for people; the customer's name is masked
     */
    record RowLine(
            int partition, Optional<RecordPosition> writtenBy, List<String> differs, Map<String, String> values) {}
}
