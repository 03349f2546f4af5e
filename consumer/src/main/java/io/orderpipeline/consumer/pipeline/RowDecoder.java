package io.orderpipeline.consumer.pipeline;

import io.orderpipeline.common.order.DecodeResult;
import io.orderpipeline.common.order.InvalidReason;
import io.orderpipeline.common.order.OrderJsonReader;
import io.orderpipeline.common.order.OrderView;
import io.orderpipeline.consumer.cassandra.row.EncodedOrder;
import io.orderpipeline.consumer.cassandra.row.LogGenerations;
import io.orderpipeline.consumer.cassandra.row.OrderRow;
import io.orderpipeline.consumer.cassandra.row.RowEncoder;
import io.orderpipeline.consumer.kafka.OrderDecoder;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Decodes and validates records, and encodes valid orders as rows. Safe for use by several threads. */
final class RowDecoder {

    private final OrderJsonReader json = new OrderJsonReader();
    private final RowEncoder encoder;

    RowDecoder(RowEncoder encoder) {
        this.encoder = encoder;
    }

    sealed interface Result {}

    record Valid(OrderRow row) implements Result {}

    record Invalid(InvalidReason reason, String detail) implements Result {}

    /**
     * The fast path has the same result as the general reader, which reads what the fast path leaves.
     *
     * @param base of the record's log, see {@link LogGenerations}
     */
    Result decode(ConsumerRecord<byte[], byte[]> record, long base) {
        long version = base + record.offset();
        Optional<OrderView> view = OrderDecoder.decodeView(record);
        if (view.isPresent()) {
            EncodedOrder order = EncodedOrder.of(view.get());
            return new Valid(encoder.encode(
                    record.partition(), version, order, view.get().additionalFields()));
        }
        DecodeResult result = OrderDecoder.decode(record, json);
        if (result instanceof DecodeResult.Valid valid) {
            EncodedOrder order = EncodedOrder.of(valid.order());
            return new Valid(encoder.encode(record.partition(), version, order, valid.additionalFields()));
        }
        DecodeResult.Invalid invalid = (DecodeResult.Invalid) result;
        return new Invalid(invalid.reason(), invalid.detail());
    }
}
