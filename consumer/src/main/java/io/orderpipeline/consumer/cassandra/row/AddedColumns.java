package io.orderpipeline.consumer.cassandra.row;

import com.datastax.oss.driver.api.core.CqlIdentifier;
import com.datastax.oss.driver.api.core.metadata.schema.ColumnMetadata;
import com.datastax.oss.driver.api.core.metadata.schema.TableMetadata;
import com.datastax.oss.driver.api.core.type.DataType;
import io.orderpipeline.common.order.AdditionalField;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The added columns of the table at one moment: columns beyond the schema that can store an additional field of the
 * same name. Immutable.
 */
public final class AddedColumns {

    public static final AddedColumns NONE = new AddedColumns(List.of(), List.of());

    private final List<Column> columns;
    private final List<String> hidden;
    private final Map<String, Integer> indexes = new HashMap<>();
    private final Values noFields;

    record Column(CqlIdentifier name, DataType type) {}

    /**
     * The encoded values of one order's added columns. Immutable.
     *
     * @param columns of the table when the order was decoded
     * @param values one for each column; null where the order has no field of that name, or one that does not fit. Null
     *     is written too: an earlier record of the order may have set the column, and the last record decides
     * @param fields number of additional fields in the order
     * @param notStored number of these fields that have no column or do not fit it
     */
    public record Values(AddedColumns columns, List<ByteBuffer> values, int fields, int notStored) {

        /**
         * Marks a column that must be left unset, because its value is not known. Null would be a tombstone, which wins
         * over the value when the record is read again, because both have the same write timestamp.
         */
        static final ByteBuffer UNSET = ByteBuffer.allocate(0);

        public Values {
            values = Collections.unmodifiableList(values);
        }

        /**
         * The values for the current columns, {@link #isUnset} for those that were unknown when the order was decoded.
         * The values of columns that no longer exist are left out.
         */
        public List<ByteBuffer> valuesIn(AddedColumns current) {
            if (current.equals(columns)) {
                return values;
            }
            List<ByteBuffer> present = new ArrayList<>();
            for (Column column : current.columns) {
                int index = columns.columns.indexOf(column);
                present.add(index < 0 ? UNSET : values.get(index));
            }
            return present;
        }

        /** By identity: the value of a column may be empty, too. */
        @SuppressWarnings("ReferenceEquality")
        public static boolean isUnset(ByteBuffer value) {
            return value == UNSET;
        }

        /** The size that the server counts for a batch; null counts as a cell without a value. */
        int batchBytes() {
            int bytes = 0;
            for (ByteBuffer value : values) {
                bytes += EncodedOrder.CELL_OVERHEAD + (value == null ? 0 : value.remaining());
            }
            return bytes;
        }
    }

    /** @param hidden see {@link #hidden()} */
    AddedColumns(List<Column> columns, List<String> hidden) {
        this.columns = List.copyOf(columns);
        this.hidden = List.copyOf(hidden);
        for (int i = 0; i < columns.size(); i++) {
            indexes.put(columns.get(i).name().asInternal(), i);
        }
        noFields = new Values(this, Collections.nCopies(columns.size(), null), 0, 0);
    }

    /**
     * @param schemaColumns names of the columns that every orders table has
     * @param dropped names of columns that were dropped at any time
     */
    public static AddedColumns of(TableMetadata table, Set<String> schemaColumns, Set<String> dropped) {
        List<Column> columns = new ArrayList<>();
        List<String> hidden = new ArrayList<>();
        for (ColumnMetadata column : table.getColumns().values()) {
            String name = column.getName().asInternal();
            if (dropped.contains(name)) {
                hidden.add(name);
            } else if (!schemaColumns.contains(name) && canStoreField(column)) {
                columns.add(new Column(column.getName(), column.getType()));
            }
        }
        return new AddedColumns(columns, hidden);
    }

    /** A static column has one value for the whole partition, not one for each order. */
    private static boolean canStoreField(ColumnMetadata column) {
        return !column.isStatic() && AddedColumnTypes.isSupported(column.getType());
    }

    public boolean isEmpty() {
        return columns.isEmpty();
    }

    public List<String> names() {
        return columns.stream().map(column -> column.name().asInternal()).toList();
    }

    /**
     * Columns that were dropped and added again. Cassandra hides what this program writes there, so it is not written.
     */
    public List<String> hidden() {
        return hidden;
    }

    /** Of several fields with the same name, the last one is stored. */
    public Values encode(List<AdditionalField> fields) {
        if (fields.isEmpty()) {
            return noFields;
        }
        ByteBuffer[] values = new ByteBuffer[columns.size()];
        BitSet stored = new BitSet();
        for (AdditionalField field : fields) {
            Integer index = indexes.get(field.name());
            if (index != null) {
                boolean isNull = field.form() == AdditionalField.Form.NULL;
                Optional<ByteBuffer> value = isNull
                        ? Optional.empty()
                        : AddedColumnTypes.encode(field, columns.get(index).type());
                values[index] = value.orElse(null);
                stored.set(index, isNull || value.isPresent());
            }
        }
        return new Values(this, Arrays.asList(values), fields.size(), fields.size() - stored.cardinality());
    }

    /** Appended to a list of columns in CQL. */
    public String cqlNames() {
        return cqlList("");
    }

    /** Appended to a list of bind markers in CQL. */
    public String cqlMarkers() {
        return cqlList(":");
    }

    private String cqlList(String prefix) {
        return columns.stream()
                .map(column -> ", " + prefix + column.name().asCql(false))
                .collect(Collectors.joining());
    }

    /** For messages: {@code currency text, weight decimal}. */
    @Override
    public String toString() {
        return columns.stream()
                .map(column -> column.name().asCql(true) + " " + column.type().asCql(false, true))
                .collect(Collectors.joining(", "));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof AddedColumns added && columns.equals(added.columns) && hidden.equals(added.hidden);
    }

    @Override
    public int hashCode() {
        return Objects.hash(columns, hidden);
    }
}
