package io.orderpipeline.testing.oracle;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** The expected rows and dead letters of a topic, found by reading it in the order of its offsets. One thread. */
public final class Expectation {

    private final Map<RowValues.Key, RowValues> rows = new HashMap<>();
    private final List<BadRecord> invalid = new ArrayList<>();
    private int validRecords;

    public static Expectation of(TopicContents topic) {
        Expectation expectation = new Expectation();
        topic.forEach(expectation::add);
        return expectation;
    }

    private void add(ConsumerRecord<byte[], byte[]> record) {
        Optional<RowValues> order = OrderRules.decode(record);
        if (order.isPresent()) {
            validRecords++;
            rows.put(new RowValues.Key(record.partition(), order.get().orderId()), order.get());
        } else {
            invalid.add(BadRecord.inTopic(record));
        }
    }

    /** The last record by offset of each valid order. */
    public Map<RowValues.Key, RowValues> rows() {
        return rows;
    }

    /** Every invalid record. */
    public List<BadRecord> invalid() {
        return invalid;
    }

    /** Duplicates included. */
    public int validRecords() {
        return validRecords;
    }
}
