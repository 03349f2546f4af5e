package io.orderpipeline.consumer.kafka;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.TopicPartition;

/** A topic with the given records, for a scan to read. */
public final class FakeTopic {

    private FakeTopic() {}

    public static TopicScan scan(String topic, int partitions, List<ConsumerRecord<byte[], byte[]>> records) {
        MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest");
        TopicScan scan = new TopicScan(consumer, TopicScan.PATIENCE, () -> false, System::nanoTime);
        setOffsets(consumer, topic, partitions, records);
        scan.fromBeginning(topic, partitions);
        records.forEach(consumer::addRecord);
        return scan;
    }

    static void setOffsets(
            MockConsumer<byte[], byte[]> consumer,
            String topic,
            int partitions,
            List<ConsumerRecord<byte[], byte[]>> records) {
        Map<TopicPartition, Long> ends = IntStream.range(0, partitions)
                .mapToObj(partition -> new TopicPartition(topic, partition))
                .collect(Collectors.toMap(partition -> partition, partition -> end(partition.partition(), records)));
        consumer.updateBeginningOffsets(
                ends.keySet().stream().collect(Collectors.toMap(partition -> partition, partition -> 0L)));
        consumer.updateEndOffsets(ends);
    }

    private static long end(int partition, List<ConsumerRecord<byte[], byte[]>> records) {
        return records.stream()
                .filter(record -> record.partition() == partition)
                .mapToLong(record -> record.offset() + 1)
                .max()
                .orElse(0);
    }
}
