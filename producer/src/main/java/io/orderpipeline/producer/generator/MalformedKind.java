package io.orderpipeline.producer.generator;

import io.orderpipeline.common.order.InvalidReason;
import io.orderpipeline.common.order.Order;
import io.orderpipeline.common.order.OrderWriter;

/** A kind of malformed record, with the reason for which a consumer must reject it. */
interface MalformedKind {

    InvalidReason reason();

    /**
     * The malformed value, made from a valid order.
     *
     * @param writer of the run's format
     * @return null for a record without a value
     */
    byte[] value(Order order, OrderWriter writer);

    default OutgoingRecord malform(Order order, Category category, OrderWriter writer) {
        boolean hasKnownVersion = reason() != InvalidReason.UNKNOWN_VERSION;
        return new OutgoingRecord(RecordKind.INVALID, category, value(order, writer), hasKnownVersion);
    }
}
