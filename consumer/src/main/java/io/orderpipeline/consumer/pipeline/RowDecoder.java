package io.orderpipeline.consumer.pipeline;

import io.orderpipeline.common.order.AdditionalField;
import io.orderpipeline.common.order.DecodeResult;
import io.orderpipeline.common.order.InvalidReason;
import io.orderpipeline.common.order.OrderView;
import io.orderpipeline.consumer.cassandra.row.EncodedOrder;
import io.orderpipeline.consumer.cassandra.row.LogGenerations;
import io.orderpipeline.consumer.cassandra.row.OrderRow;
import io.orderpipeline.consumer.cassandra.row.RowEncoder;
import io.orderpipeline.consumer.kafka.OrderDecoder;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Decodes and validates records, and encodes valid orders as rows. Safe for use by several threads. */
final class RowDecoder {

    private final OrderDecoder orders;
    private final RowEncoder encoder;

    RowDecoder(OrderDecoder orders, RowEncoder encoder) {
        this.orders = orders;
        this.encoder = encoder;
    }

    sealed interface Result {}

    record Valid(OrderRow row) implements Result {}

    record Invalid(InvalidReason reason, String detail) implements Result {}

    /** The schema of the record is not known yet. */
    record Pending() implements Result {}

    /** See {@link OrderDecoder#prepare}. */
    void prepare(ConsumerRecord<byte[], byte[]> record) {
        orders.prepare(record);
    }

    /** See {@link OrderDecoder#registryFailure}. */
    Optional<String> registryFailure() {
        return orders.registryFailure();
    }

    /** @param base of the record's log, see {@link LogGenerations} */
    Result decode(ConsumerRecord<byte[], byte[]> record, long base) {
        OrderDecoder.Result result = orders.decode(record);
        if (result instanceof OrderDecoder.View view) {
            OrderView order = view.order();
            return valid(record, base, EncodedOrder.of(order), order.additionalFields());
        }
        return result instanceof OrderDecoder.Decided decided ? decided(record, base, decided.result()) : new Pending();
    }

    private Result decided(ConsumerRecord<byte[], byte[]> record, long base, DecodeResult result) {
        if (result instanceof DecodeResult.Valid valid) {
            return valid(record, base, EncodedOrder.of(valid.order()), valid.additionalFields());
        }
        DecodeResult.Invalid invalid = (DecodeResult.Invalid) result;
        return new Invalid(invalid.reason(), invalid.detail());
    }

    private Valid valid(
            ConsumerRecord<byte[], byte[]> record, long base, EncodedOrder order, List<AdditionalField> fields) {
        return new Valid(encoder.encode(record.partition(), base + record.offset(), order, fields));
    }
}
