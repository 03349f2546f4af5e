package io.orderpipeline.consumer.verify;

import io.orderpipeline.common.order.DecodeResult;
import io.orderpipeline.consumer.cassandra.row.AddedColumns;
import io.orderpipeline.consumer.cassandra.row.StoredOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * Compares a row with the record that should have written it.
 *
 * @param columns the names of those that differ
 * @param note what may explain the difference, or empty
 */
public record RowComparison(List<String> columns, String note) {

    /** Or lost: the table does not distinguish the two, and a replay repairs both. */
    private static final String OLDER_THAN_COLUMN = "consumed before the column was added? a replay fills it";

    /** @param added the columns whose values follow those of the schema */
    public static RowComparison of(DecodeResult.Valid record, StoredOrder row, AddedColumns added) {
        List<String> names = new ArrayList<>(StoredOrder.COLUMNS);
        names.addAll(added.names());
        List<String> columns = CanonicalValues.of(record, added).differences(new CanonicalValues(row.values()), names);
        boolean mayBeOlder = !columns.isEmpty()
                && added.names().containsAll(columns)
                && columns.stream().allMatch(column -> row.values().get(names.indexOf(column)) == null);
        return new RowComparison(columns, mayBeOlder ? OLDER_THAN_COLUMN : "");
    }

    public boolean isEqual() {
        return columns.isEmpty();
    }
}
