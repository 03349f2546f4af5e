package io.orderpipeline.consumer.poll;

import io.orderpipeline.consumer.cassandra.OrderCells;
import io.orderpipeline.consumer.cassandra.OrderRow;
import io.orderpipeline.consumer.cassandra.RowWriter;
import io.orderpipeline.order.InvalidReason;
import io.orderpipeline.order.OrderJsonReader;
import io.orderpipeline.order.PlainOrder;
import io.orderpipeline.order.Reading;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** What a record is to its flow: a row to be written, or no order and why. */
sealed interface RowReading {

    record Row(OrderRow row) implements RowReading {}

    record NoOrder(InvalidReason reason, String detail) implements RowReading {}

    /** Takes the short way for orders in the plain form, which says the same of them as the general reader. */
    static RowReading of(ConsumerRecord<byte[], byte[]> record, OrderJsonReader json, RowWriter writer) {
        Optional<PlainOrder> plain = RecordReading.readPlain(record);
        if (plain.isPresent()) {
            return new Row(new OrderRow(
                    record.partition(), record.offset(), OrderCells.of(plain.get()), writer.cells(List.of())));
        }
        Reading reading = RecordReading.read(record, json);
        if (reading instanceof Reading.Valid valid) {
            return new Row(new OrderRow(
                    record.partition(),
                    record.offset(),
                    OrderCells.of(valid.order()),
                    writer.cells(valid.extraFields())));
        }
        Reading.Invalid invalid = (Reading.Invalid) reading;
        return new NoOrder(invalid.reason(), invalid.detail());
    }
}
