package io.orderpipeline.consumer.kafka;

import io.orderpipeline.common.order.DecodeResult;
import io.orderpipeline.common.order.InvalidReason;
import io.orderpipeline.common.order.OrderHeaders;
import io.orderpipeline.common.order.OrderJsonReader;
import io.orderpipeline.common.order.OrderView;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Decodes a record into an order, or into the reason why it is invalid. The pipeline and verify share it, so they
 * agree.
 */
public final class OrderDecoder {

    private OrderDecoder() {}

    /** Checks the schema version first, because it says how to read the rest. */
    public static DecodeResult decode(ConsumerRecord<byte[], byte[]> record, OrderJsonReader json) {
        if (!OrderHeaders.versionIsKnown(record.headers())) {
            return new DecodeResult.Invalid(
                    InvalidReason.UNKNOWN_VERSION,
                    "the header " + OrderHeaders.SCHEMA_VERSION + " names a version other than 1");
        }
        if (record.value() != null && record.value().length < record.serializedValueSize()) {
            // Only the beginning was kept, which is above the limit of an order.
            return OrderJsonReader.tooLarge(record.serializedValueSize());
        }
        return json.read(record.value());
    }

    /** The fast path for nearly all valid orders; empty for a record that needs {@link #decode}. */
    public static Optional<OrderView> decodeView(ConsumerRecord<byte[], byte[]> record) {
        return OrderHeaders.versionIsKnown(record.headers()) ? OrderView.read(record.value()) : Optional.empty();
    }
}
