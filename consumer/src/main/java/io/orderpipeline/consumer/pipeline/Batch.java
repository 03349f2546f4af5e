package io.orderpipeline.consumer.pipeline;

import io.orderpipeline.consumer.cassandra.row.OrderRow;
import java.util.ArrayList;
import java.util.List;

/** Orders of one partition that go to Cassandra in one request. */
final class Batch {

    private final List<Entry> entries;
    private int bytes;

    /** An order with the record it came from, which is needed whole if the order must be set aside. */
    record Entry(PolledRecord polled, OrderRow row) {}

    Batch() {
        this(new ArrayList<>());
    }

    private Batch(List<Entry> entries) {
        this.entries = entries;
        this.bytes =
                entries.stream().mapToInt(entry -> entry.row().batchBytes()).sum();
    }

    void add(PolledRecord polled, OrderRow row) {
        entries.add(new Entry(polled, row));
        bytes += row.batchBytes();
    }

    int size() {
        return entries.size();
    }

    /** As a server counts them for the columns that the table had when the rows were read. */
    int bytes() {
        return bytes;
    }

    List<Entry> entries() {
        return entries;
    }

    List<OrderRow> rows() {
        return entries.stream().map(Entry::row).toList();
    }

    /** Two halves, to find the row that a batch was refused for. */
    List<Batch> split() {
        int middle = entries.size() / 2;
        return List.of(new Batch(entries.subList(0, middle)), new Batch(entries.subList(middle, entries.size())));
    }
}
