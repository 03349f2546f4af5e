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
 * The columns that somebody has added to the table and that can take a field of their name, as they were at one moment.
 * All that this program knows of such columns and fields is here and in {@link AddedColumnValues} and {@link AddedColumnTypes}.
 * Immutable.
 */
public final class AddedColumns {

    public static final AddedColumns NONE = new AddedColumns(List.of(), List.of());

    private final List<Column> columns;
    private final List<String> lost;
    private final Map<String, Integer> indexes = new HashMap<>();
    private final AddedColumnValues noFields;

    record Column(CqlIdentifier name, DataType type) {}

    /** @param lost see {@link #lost()} */
    AddedColumns(List<Column> columns, List<String> lost) {
        this.columns = List.copyOf(columns);
        this.lost = List.copyOf(lost);
        for (int i = 0; i < columns.size(); i++) {
            indexes.put(columns.get(i).name().asInternal(), i);
        }
        noFields = new AddedColumnValues(this, Collections.nCopies(columns.size(), null), 0, 0);
    }

    /**
     * @param schemaColumns of the table: those that every row has
     * @param dropped names of columns that the table had once
     */
    public static AddedColumns of(TableMetadata table, Set<String> schemaColumns, Set<String> dropped) {
        List<Column> columns = new ArrayList<>();
        List<String> lost = new ArrayList<>();
        for (ColumnMetadata column : table.getColumns().values()) {
            String name = column.getName().asInternal();
            if (dropped.contains(name)) {
                lost.add(name);
            } else if (!schemaColumns.contains(name) && canTakeAField(column)) {
                columns.add(new Column(column.getName(), column.getType()));
            }
        }
        return new AddedColumns(columns, lost);
    }

    /** A static column belongs to the whole partition, and to no order. */
    private static boolean canTakeAField(ColumnMetadata column) {
        return !column.isStatic() && AddedColumnTypes.canTakeAField(column.getType());
    }

    public boolean isEmpty() {
        return columns.isEmpty();
    }

    public List<String> names() {
        return columns.stream().map(column -> column.name().asInternal()).toList();
    }

    /** Columns that were dropped once and added again: Cassandra would hide what we write there. */
    public List<String> lost() {
        return lost;
    }

    List<Column> columns() {
        return columns;
    }

    /** What a row holds of these fields; of several with one name, the last. */
    public AddedColumnValues cells(List<AdditionalField> fields) {
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
        return new AddedColumnValues(this, Arrays.asList(values), fields.size(), fields.size() - stored.cardinality());
    }

    /** For the end of a list of columns in CQL. */
    public String cqlNames() {
        return list("");
    }

    /** For the end of a list of bind markers in CQL. */
    public String cqlMarkers() {
        return list(":");
    }

    private String list(String prefix) {
        return columns.stream()
                .map(column -> ", " + prefix + column.name().asCql(false))
                .collect(Collectors.joining());
    }

    /** For people: {@code currency text, weight decimal}. */
    @Override
    public String toString() {
        return columns.stream()
                .map(column -> column.name().asCql(true) + " " + column.type().asCql(false, true))
                .collect(Collectors.joining(", "));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof AddedColumns extra && columns.equals(extra.columns) && lost.equals(extra.lost);
    }

    @Override
    public int hashCode() {
        return Objects.hash(columns, lost);
    }
}
