package io.orderpipeline.consumer.pipeline;

import io.orderpipeline.consumer.cassandra.row.OrderRow;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The batches that a flow is filling, one for each slot of the table that its records come to: what goes in one request
 * must be in one partition of Cassandra. Of a table with one slot there is one at most. One thread.
 */
final class OpenBatches {

    /** By the moment when their first row came. */
    private final Map<Long, Batch> bySlot = new LinkedHashMap<>();

    private int rows;

    boolean isEmpty() {
        return rows == 0;
    }

    /** In all of them. */
    int rows() {
        return rows;
    }

    /** @return whether it is in its slot's batch now; if not, that must be taken first */
    boolean add(PolledRecord polled, OrderRow row, BatchLimits bound) {
        Batch batch = bySlot.computeIfAbsent(row.slot(), none -> new Batch());
        boolean fits = bound.takes(batch, row);
        if (fits) {
            batch.add(polled, row);
            rows++;
        }
        return fits;
    }

    boolean isFull(long slot, BatchLimits bound) {
        return !bound.hasRoomIn(bySlot.get(slot));
    }

    Batch take(long slot) {
        Batch batch = bySlot.remove(slot);
        rows -= batch.size();
        return batch;
    }

    /** Empty when there is none. */
    Batch takeOldest() {
        return isEmpty() ? new Batch() : take(bySlot.keySet().iterator().next());
    }
}
