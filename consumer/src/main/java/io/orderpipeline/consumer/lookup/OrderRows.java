package io.orderpipeline.consumer.lookup;

import io.orderpipeline.consumer.cassandra.RowReader;
import io.orderpipeline.consumer.cassandra.row.AddedColumns;
import io.orderpipeline.consumer.cassandra.row.StoredOrder;
import io.orderpipeline.consumer.verify.RowExpiry;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** The rows of orders in the table, as they were last read. One thread. */
final class OrderRows {

    private final RowReader table;
    private final RowExpiry expiry;
    private final Map<String, Map<Integer, StoredOrder>> byId = new HashMap<>();

    OrderRows(RowReader table, InstantSource clock) {
        this.table = table;
        this.expiry = new RowExpiry(table.timeToLive(), clock);
    }

    /**
     * An order has a row in each partition that it was sent to: the id does not tell which. A row without any value is
     * the rest of one that has expired.
     */
    void read(Collection<String> ids, Collection<Integer> partitions) throws InterruptedException {
        for (String id : ids) {
            Map<Integer, StoredOrder> rows = new TreeMap<>();
            for (int partition : partitions) {
                table.find(partition, id)
                        .filter(row -> row.values().stream().anyMatch(Objects::nonNull))
                        .ifPresent(row -> rows.put(partition, row));
            }
            byId.put(id, rows);
        }
    }

    /** By partition. */
    Map<Integer, StoredOrder> of(String id) {
        return byId.get(id);
    }

    AddedColumns addedColumns() {
        return table.addedColumns();
    }

    RowExpiry expiry() {
        return expiry;
    }
}
