package io.orderpipeline.consumer.lookup;

import io.orderpipeline.consumer.cassandra.row.StoredOrder;
import java.util.OptionalLong;

/**
 * What wrote a row: its write timestamp names the offset of the record. Other programs write with the time, which is
 * far above every offset.
 *
 * @param offset of the record; empty when that is not known, or it was no record
 * @param isForeign whether another program wrote the row
 */
record RowOrigin(OptionalLong offset, boolean isForeign) {

    /**
     * @param end above every offset of the partition
     * @param recordIsFound whether there is a record of the order at the offset that the row names, also after the end
     */
    static RowOrigin of(StoredOrder row, long end, boolean recordIsFound) {
        if (row.writtenAt() == StoredOrder.UNKNOWN) {
            return new RowOrigin(OptionalLong.empty(), false);
        }
        return recordIsFound || row.writtenAt() < end
                ? new RowOrigin(OptionalLong.of(row.writtenAt()), false)
                : new RowOrigin(OptionalLong.empty(), true);
    }
}
