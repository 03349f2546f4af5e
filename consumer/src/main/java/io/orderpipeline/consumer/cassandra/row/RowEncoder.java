package io.orderpipeline.consumer.cassandra.row;

import io.orderpipeline.common.order.AdditionalField;
import java.util.List;

/** Encodes an order as a row of the table as it is now. Safe for use by several threads. */
@FunctionalInterface
public interface RowEncoder {

    /**
     * @param version see {@link OrderRow}
     * @param fields the additional fields of the order, which go to the table's added columns
     */
    OrderRow encode(int partition, long version, EncodedOrder order, List<AdditionalField> fields);
}
