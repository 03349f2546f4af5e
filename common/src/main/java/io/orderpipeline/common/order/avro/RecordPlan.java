package io.orderpipeline.common.order.avro;

import java.util.List;

/**
 * How the orders of one writer's schema are decoded.
 *
 * @param branches of the union that the order is in; 0 without a union
 * @param recordBranch the index of the order in that union; the others are null
 * @param columns in the order in which the writer encodes them
 */
record RecordPlan(int branches, int recordBranch, List<Column> columns) {

    /** Reads what precedes the columns. False when the value is null, and after a failure. */
    boolean acceptRecord(ValueReader in) {
        return branches == 0 || (in.unionIndex(branches) == recordBranch && in.isValid());
    }
}
