package io.orderpipeline.consumer.cassandra.row;

import java.util.List;

/**
 * A row as it was read, which another program may have written.
 *
 * @param values in the order of {@link #COLUMNS}, followed by the added columns as bytes; null where a column is not
 *     set
 * @param writtenAt the record's offset, derived from the write timestamp; any other number of microseconds when another
 *     program wrote the row; {@link #UNKNOWN} when the product, whose write timestamp is read, is not set, and for a
 *     row of an earlier log
 * @param strayKey the shard's key columns when the row is not in the shard that its id belongs to; otherwise empty
 */
public record StoredOrder(String orderId, List<Object> values, long writtenAt, String strayKey) {

    /** The schema columns except the primary key. */
    public static final List<String> COLUMNS =
            List.of("customer_name", "product", "category", "quantity", "price", "timestamp", "total_amount");

    public static final long UNKNOWN = Long.MAX_VALUE;
}
