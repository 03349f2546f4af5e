package io.orderpipeline.testing.benchmark.contender;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.LongAdder;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * The minimal program that sends records with key and headers: it sends the same ready-made records repeatedly. Its
 * cost above Kafka's performance tool, which sends values only, is the cost of key and headers in the Kafka client.
 */
final class ReadyRecordsMain {

    private static final Duration POLL = Duration.ofMillis(100);
    private static final int SETTINGS_FROM = 4;

    private ReadyRecordsMain() {}

    /** @param arguments bootstrap servers, topic, topic of the ready-made records, number to send, client settings */
    public static void main(String[] arguments) {
        Map<String, Object> settings = new HashMap<>();
        settings.put("bootstrap.servers", arguments[0]);
        List<ConsumerRecord<byte[], byte[]>> ready = read(settings, arguments[2]);
        for (String setting : List.of(arguments).subList(SETTINGS_FROM, arguments.length)) {
            String[] nameAndValue = setting.split("=", 2);
            settings.put(nameAndValue[0], nameAndValue[1]);
        }
        LongAdder failures = new LongAdder();
        try (var producer = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
            send(producer, arguments[1], ready, Long.parseLong(arguments[3]), failures);
        }
        if (failures.sum() > 0) {
            throw new IllegalStateException(failures.sum() + " records were not acknowledged");
        }
    }

    @SuppressWarnings("FutureReturnValueIgnored") // the callback counts every failure
    private static void send(
            KafkaProducer<byte[], byte[]> producer,
            String topic,
            List<ConsumerRecord<byte[], byte[]>> ready,
            long count,
            LongAdder failures) {
        for (long i = 0; i < count; i++) {
            ConsumerRecord<byte[], byte[]> record = ready.get((int) (i % ready.size()));
            producer.send(
                    new ProducerRecord<>(topic, null, record.key(), record.value(), record.headers()),
                    (metadata, error) -> {
                        if (error != null) {
                            failures.increment();
                        }
                    });
        }
    }

    private static List<ConsumerRecord<byte[], byte[]>> read(Map<String, Object> settings, String topic) {
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        try (var consumer = new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(info -> new TopicPartition(topic, info.partition()))
                    .toList();
            long end = consumer.endOffsets(partitions).values().stream()
                    .mapToLong(Long::longValue)
                    .sum();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            while (records.size() < end) {
                consumer.poll(POLL).forEach(records::add);
            }
        }
        // They are read partition by partition; orders arrive in any sequence.
        Collections.shuffle(records, new Random(1));
        return records;
    }
}
