package io.orderpipeline.endtoend;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * What must have become of a topic's records, found by reading the topic.
 *
 * @param rows of each valid order the last record by offset
 * @param invalid partition and offset of each record that is no order, as {@code 0@17}
 * @param validRecords duplicates included
 */
record Expectation(Map<StoredOrder.Key, StoredOrder> rows, List<String> invalid, int validRecords) {

    static Expectation of(List<ConsumerRecord<byte[], byte[]>> records) {
        Map<StoredOrder.Key, StoredOrder> rows = new HashMap<>();
        List<String> invalid = new ArrayList<>();
        for (ConsumerRecord<byte[], byte[]> record : records) {
            Optional<StoredOrder> order = OrderRules.judge(record);
            order.ifPresentOrElse(
                    valid -> rows.put(new StoredOrder.Key(record.partition(), valid.orderId()), valid),
                    () -> invalid.add(record.partition() + "@" + record.offset()));
        }
        return new Expectation(rows, invalid, records.size() - invalid.size());
    }

    /** Where a dead letter says that it comes from. */
    static String origin(ConsumerRecord<byte[], byte[]> deadLetter) {
        return header(deadLetter, "dead-letter.partition") + "@" + header(deadLetter, "dead-letter.offset");
    }

    static String header(ConsumerRecord<byte[], byte[]> record, String name) {
        return new String(record.headers().lastHeader(name).value(), UTF_8);
    }
}
