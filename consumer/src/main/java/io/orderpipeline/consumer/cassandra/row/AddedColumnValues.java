package io.orderpipeline.consumer.cassandra.row;

import com.datastax.oss.driver.api.core.data.ByteUtils;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * What one order's row holds beyond an order's own columns, in the bytes that Cassandra keeps. Immutable.
 *
 * @param columns as they were when the order was read
 * @param values one for each column; null where the order has no field of that name, or one that does not fit. It is
 *     written as null: an earlier record of the order may have had one, and the row has the values of the last
 * @param fields that the order has beyond its own
 * @param notStored those of them that have no column, or do not fit the one they have
 */
public record AddedColumnValues(AddedColumns columns, List<ByteBuffer> values, int fields, int notStored) {

    public AddedColumnValues {
        values = Collections.unmodifiableList(values);
    }

    /** For the columns as they are by now: what a column that is gone would have held goes with it. */
    public List<ByteBuffer> valuesIn(AddedColumns now) {
        if (now.equals(columns)) {
            return values;
        }
        List<ByteBuffer> present = new ArrayList<>();
        for (AddedColumns.Column column : now.columns()) {
            int index = columns.columns().indexOf(column);
            present.add(index < 0 ? null : values.get(index));
        }
        return present;
    }

    /** What they count for in the server's bound on a batch; null counts as a cell without a value. */
    int batchBytes() {
        int bytes = 0;
        for (ByteBuffer value : values) {
            bytes += EncodedOrder.CELL_OVERHEAD + (value == null ? 0 : value.remaining());
        }
        return bytes;
    }

    public List<byte[]> bytes() {
        List<byte[]> bytes = new ArrayList<>(values.size());
        values.forEach(value -> bytes.add(value == null ? null : ByteUtils.getArray(value)));
        return bytes;
    }
}
