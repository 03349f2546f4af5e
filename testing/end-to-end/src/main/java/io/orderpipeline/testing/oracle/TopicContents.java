package io.orderpipeline.testing.oracle;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** The records of a topic, written and read with plain clients. */
public record TopicContents(Cluster cluster, String topic) {

    private static final Duration LIMIT = Duration.ofMinutes(5);

    public void create(int partitions) {
        create(partitions, Map.of());
    }

    /** @param settings of the topic */
    public void create(int partitions, Map<String, String> settings) {
        try (Topics topics = topics()) {
            topics.create(topic, partitions, settings);
        }
    }

    /** Changes a setting of the topic. */
    public void set(String setting, String value) {
        try (Topics topics = topics()) {
            topics.set(topic, setting, value);
        }
    }

    private Topics topics() {
        return new Topics(cluster.bootstrapServers(), Duration.ofMinutes(1));
    }

    /** Returns when all records are acknowledged; those of one partition have the order of the list. */
    public void send(List<ProducerRecord<byte[], byte[]>> records) throws ExecutionException, InterruptedException {
        try (Producer<byte[], byte[]> producer =
                new KafkaProducer<>(cluster.kafkaSettings(), new ByteArraySerializer(), new ByteArraySerializer())) {
            List<Future<RecordMetadata>> sent =
                    records.stream().map(producer::send).toList();
            for (Future<RecordMetadata> record : sent) {
                record.get();
            }
        }
    }

    public List<ConsumerRecord<byte[], byte[]>> read() {
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        forEach(records::add);
        return records;
    }

    /**
     * Passes on every record that exists now, by offset in each partition, as a read-committed reader sees it. Waits
     * for the broker to abort transactions that dead processes left open.
     */
    public void forEach(Consumer<ConsumerRecord<byte[], byte[]>> action) {
        Map<String, Object> settings = new HashMap<>(cluster.kafkaSettings());
        settings.put("isolation.level", "read_committed");
        // Records of many megabytes, compressed to almost nothing, are read all the same.
        settings.put("max.poll.records", 50);
        try (var consumer = new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            Map<TopicPartition, Long> ends = ends();
            consumer.assign(ends.keySet());
            consumer.seekToBeginning(ends.keySet());
            long deadline = System.nanoTime() + LIMIT.toNanos();
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                consumer.poll(Duration.ofMillis(100)).forEach(action);
                if (System.nanoTime() - deadline >= 0) {
                    throw new AssertionError(topic + " cannot be read to its end: is a transaction open?");
                }
            }
        }
    }

    /** Uncommitted records included, because committed ones may follow them. */
    private Map<TopicPartition, Long> ends() {
        try (var consumer = new KafkaConsumer<>(
                cluster.kafkaSettings(), new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            return consumer.endOffsets(consumer.partitionsFor(topic).stream()
                    .map(info -> new TopicPartition(topic, info.partition()))
                    .toList());
        }
    }
}
