package io.orderpipeline.consumer.pipeline;

import io.orderpipeline.consumer.cassandra.row.OrderRow;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Rows of one shard that are written in one request. One thread. */
final class Batch {

    private final List<Entry> entries;
    private int bytes;

    /**
     * A row with the record it was decoded from, which is needed if the database rejects the row.
     *
     * @param sequence number of the record in the {@link OffsetTracker}
     */
    record Entry(long sequence, ConsumerRecord<byte[], byte[]> record, OrderRow row) {}

    Batch() {
        this(new ArrayList<>());
    }

    private Batch(List<Entry> entries) {
        this.entries = entries;
        this.bytes =
                entries.stream().mapToInt(entry -> entry.row().batchBytes()).sum();
    }

    void add(long sequence, ConsumerRecord<byte[], byte[]> record, OrderRow row) {
        entries.add(new Entry(sequence, record, row));
        bytes += row.batchBytes();
    }

    int size() {
        return entries.size();
    }

    /** As the server counts them, for the columns that the table had when the rows were decoded. */
    int bytes() {
        return bytes;
    }

    List<Entry> entries() {
        return entries;
    }

    List<OrderRow> rows() {
        return entries.stream().map(Entry::row).toList();
    }

    /** Two halves, to find the row for which a batch was rejected. */
    List<Batch> split() {
        int middle = entries.size() / 2;
        return List.of(new Batch(entries.subList(0, middle)), new Batch(entries.subList(middle, entries.size())));
    }
}
