package io.orderpipeline.testing.oracle;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** A topic, read and written by a plain client that knows nothing of orders. */
public record TopicContents(Cluster cluster, String topic) {

    private static final Duration LIMIT = Duration.ofMinutes(5);

    public void create(int partitions) throws ExecutionException, InterruptedException {
        try (Admin admin = Admin.create(cluster.kafkaSettings())) {
            admin.createTopics(List.of(new NewTopic(topic, Optional.of(partitions), Optional.empty())))
                    .all()
                    .get();
        }
    }

    /** One after the other, each acknowledged before the next. */
    public void send(List<ProducerRecord<byte[], byte[]>> records) throws ExecutionException, InterruptedException {
        try (Producer<byte[], byte[]> producer =
                new KafkaProducer<>(cluster.kafkaSettings(), new ByteArraySerializer(), new ByteArraySerializer())) {
            for (ProducerRecord<byte[], byte[]> record : records) {
                producer.send(record).get();
            }
        }
    }

    public List<ConsumerRecord<byte[], byte[]>> read() {
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        forEach(records::add);
        return records;
    }

    /**
     * Every record that there is now, each partition by offset, as a read-committed reader sees it: what stands behind a
     * transaction that a dead process has left open is waited for until the broker ends it.
     */
    void forEach(Consumer<ConsumerRecord<byte[], byte[]>> action) {
        Map<String, Object> settings = new HashMap<>(cluster.kafkaSettings());
        settings.put("isolation.level", "read_committed");
        try (var consumer = new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            Map<TopicPartition, Long> ends = ends();
            consumer.assign(ends.keySet());
            consumer.seekToBeginning(ends.keySet());
            long deadline = System.nanoTime() + LIMIT.toNanos();
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                consumer.poll(Duration.ofMillis(100)).forEach(action);
                if (System.nanoTime() - deadline >= 0) {
                    throw new AssertionError(topic + " cannot be read to its end, is a transaction open there?");
                }
            }
        }
    }

    /** Uncommitted records included, for committed ones may stand behind them. */
    private Map<TopicPartition, Long> ends() {
        try (var consumer = new KafkaConsumer<>(
                cluster.kafkaSettings(), new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            return consumer.endOffsets(consumer.partitionsFor(topic).stream()
                    .map(info -> new TopicPartition(topic, info.partition()))
                    .toList());
        }
    }
}
