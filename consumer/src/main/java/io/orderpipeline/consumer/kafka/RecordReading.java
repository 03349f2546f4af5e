package io.orderpipeline.consumer.kafka;

import io.orderpipeline.common.order.InvalidReason;
import io.orderpipeline.common.order.OrderHeaders;
import io.orderpipeline.common.order.OrderJsonReader;
import io.orderpipeline.common.order.PlainOrder;
import io.orderpipeline.common.order.Reading;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** What a record is: an order, or no order and why. Whoever judges records asks here, so that all agree. */
public final class RecordReading {

    private RecordReading() {}

    /** The schema version is looked at first, for it says how to read the rest. */
    public static Reading read(ConsumerRecord<byte[], byte[]> record, OrderJsonReader json) {
        if (!OrderHeaders.versionIsKnown(record.headers())) {
            return new Reading.Invalid(
                    InvalidReason.UNKNOWN_VERSION,
                    "the header " + OrderHeaders.SCHEMA_VERSION + " names a version other than 1");
        }
        return json.read(record.value());
    }

    /** Empty for a record that is to be judged by {@link #read}. */
    public static Optional<PlainOrder> readPlain(ConsumerRecord<byte[], byte[]> record) {
        return OrderHeaders.versionIsKnown(record.headers()) ? PlainOrder.read(record.value()) : Optional.empty();
    }
}
