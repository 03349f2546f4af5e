package io.orderpipeline.consumer.lookup;

import io.orderpipeline.consumer.cassandra.row.AddedColumns;
import io.orderpipeline.consumer.cassandra.row.StoredOrder;
import io.orderpipeline.consumer.deadletter.RecordPosition;
import io.orderpipeline.consumer.monitoring.GroupOffsets.Offsets;
import io.orderpipeline.consumer.verify.RowExpiry;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the topic, the dead letters and the table have of one order.
 *
 * @param topic of the orders
 * @param records by partition and offset
 * @param haveAllDeadLetters whether all were searched in which the order can be
 * @param rows by partition; a row without any value is not one
 * @param offsets of the group, read before the rows: a record before the committed offset must have its row
 * @param rates records that the group consumes in a second, by partition; absent where that was not measured
 */
record OrderFacts(
        String topic,
        String id,
        List<FoundRecord> records,
        List<FoundDeadLetter> deadLetters,
        boolean haveAllDeadLetters,
        Map<Integer, StoredOrder> rows,
        AddedColumns addedColumns,
        RowExpiry expiry,
        Map<Integer, Offsets> offsets,
        Map<Integer, Double> rates) {

    boolean isConsumed(FoundRecord record) {
        return record.offset() < offsets.get(record.partition()).committed();
    }

    /** The newest dead letter of a record. */
    Optional<FoundDeadLetter> deadLetterOf(FoundRecord record) {
        return deadLetters.stream()
                .filter(deadLetter -> deadLetter.identity().equals(Optional.of(record.identity())))
                .reduce((older, newer) -> newer);
    }

    RecordPosition position(int partition, long offset) {
        return new RecordPosition(topic, partition, offset);
    }
}
