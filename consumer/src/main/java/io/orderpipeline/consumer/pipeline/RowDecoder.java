package io.orderpipeline.consumer.pipeline;

import io.orderpipeline.common.order.AdditionalField;
import io.orderpipeline.common.order.CanonicalOrder;
import io.orderpipeline.common.order.DecodeResult;
import io.orderpipeline.common.order.InvalidReason;
import io.orderpipeline.common.order.OrderJsonReader;
import io.orderpipeline.consumer.cassandra.row.EncodedOrder;
import io.orderpipeline.consumer.cassandra.row.OrderRow;
import io.orderpipeline.consumer.cassandra.row.RowWriter;
import io.orderpipeline.consumer.kafka.OrderDecoder;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** What a record is to its flow: a row to be written, or no order and why. */
sealed interface RowDecoder {

    record Row(OrderRow row) implements RowDecoder {}

    record NoOrder(InvalidReason reason, String detail) implements RowDecoder {}

    /** Takes the short way for orders in the plain form, which says the same of them as the general reader. */
    static RowDecoder of(ConsumerRecord<byte[], byte[]> record, OrderJsonReader json, RowWriter writer) {
        Optional<CanonicalOrder> plain = OrderDecoder.decodeCanonical(record);
        if (plain.isPresent()) {
            return row(record, EncodedOrder.of(plain.get()), List.of(), writer);
        }
        DecodeResult reading = OrderDecoder.decode(record, json);
        if (reading instanceof DecodeResult.Valid valid) {
            return row(record, EncodedOrder.of(valid.order()), valid.extraFields(), writer);
        }
        DecodeResult.Invalid invalid = (DecodeResult.Invalid) reading;
        return new NoOrder(invalid.reason(), invalid.detail());
    }

    private static Row row(
            ConsumerRecord<byte[], byte[]> record,
            EncodedOrder cells,
            List<AdditionalField> extraFields,
            RowWriter writer) {
        return new Row(new OrderRow(
                record.partition(), writer.slot(cells), record.offset(), cells, writer.cells(extraFields)));
    }
}
