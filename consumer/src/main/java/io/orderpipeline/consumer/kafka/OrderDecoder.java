package io.orderpipeline.consumer.kafka;

import io.orderpipeline.common.order.CanonicalOrder;
import io.orderpipeline.common.order.DecodeResult;
import io.orderpipeline.common.order.InvalidReason;
import io.orderpipeline.common.order.OrderHeaders;
import io.orderpipeline.common.order.OrderJsonReader;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** What a record is: an order, or no order and why. Whoever judges records asks here, so that all agree. */
public final class OrderDecoder {

    private OrderDecoder() {}

    /** The schema version is looked at first, for it says how to read the rest. */
    public static DecodeResult read(ConsumerRecord<byte[], byte[]> record, OrderJsonReader json) {
        if (!OrderHeaders.versionIsKnown(record.headers())) {
            return new DecodeResult.Invalid(
                    InvalidReason.UNKNOWN_VERSION,
                    "the header " + OrderHeaders.SCHEMA_VERSION + " names a version other than 1");
        }
        return json.read(record.value());
    }

    /** Empty for a record that is to be judged by {@link #read}. */
    public static Optional<CanonicalOrder> readPlain(ConsumerRecord<byte[], byte[]> record) {
        return OrderHeaders.versionIsKnown(record.headers()) ? CanonicalOrder.read(record.value()) : Optional.empty();
    }
}
