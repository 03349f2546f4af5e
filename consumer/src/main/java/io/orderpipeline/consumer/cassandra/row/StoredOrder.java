package io.orderpipeline.consumer.cassandra.row;

import java.nio.ByteBuffer;
import java.util.List;

/**
 * A row as it was read, which another program may have written.
 *
 * @param orderId encoded, like all values
 * @param values in the order of {@link #COLUMNS}, followed by the added columns; null where a column is not set. Equal
 *     values of a schema column have equal bytes
 * @param writtenAt the record's offset, derived from the write timestamp; any other number of microseconds when another
 *     program wrote the row; {@link #UNKNOWN} when the product, whose write timestamp is read, is not set, and for a
 *     row of an earlier log
 * @param strayKey the shard's key columns when the row is not in the shard that its id belongs to; otherwise empty
 */
public record StoredOrder(ByteBuffer orderId, List<ByteBuffer> values, long writtenAt, String strayKey) {

    /** The schema columns except the primary key. */
    public static final List<String> COLUMNS =
            List.of("customer_name", "product", "category", "quantity", "price", "timestamp", "total_amount");

    public static final long UNKNOWN = Long.MAX_VALUE;
}
