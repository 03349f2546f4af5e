package io.orderpipeline.consumer.cassandra.row;

import java.util.List;

/**
 * A row as it is, which need not be as we would have written it.
 *
 * @param values in the order of {@link #COLUMNS}, and then of the added columns that the reader
 *     found, those as bytes; null where a column is not set
 * @param writtenAt the offset in the row's write timestamp when we wrote it, and a number of microseconds when somebody
 *     else did; {@link #UNKNOWN} when the column it is asked of is not set
 * @param strayPlace where the row is, when that is not where its id belongs; else empty
 */
public record StoredOrder(String orderId, List<Object> values, long writtenAt, String strayPlace) {

    /** All of an order's own but the key. */
    public static final List<String> COLUMNS =
            List.of("customer_name", "product", "category", "quantity", "price", "timestamp", "total_amount");

    public static final long UNKNOWN = Long.MAX_VALUE;
}
