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
 * The bare minimum that sends records with a key and headers: it makes none and measures nothing, but sends the same
 * ready-made ones again and again. What it costs more than Kafka's own tool, whose records have neither, is the price of
 * key and headers in Kafka's client.
 */
public final class ReadyRecordsMain {

    private static final Duration POLL = Duration.ofMillis(100);
    private static final int SETTINGS_FROM = 4;

    private ReadyRecordsMain() {}

    /** @param arguments bootstrap servers, topic, topic with the ready-made records, how many to send, client settings */
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

    @SuppressWarnings("FutureReturnValueIgnored") // the callback hears of every failure
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
        // They came partition by partition; orders do not.
        Collections.shuffle(records, new Random(1));
        return records;
    }
}
