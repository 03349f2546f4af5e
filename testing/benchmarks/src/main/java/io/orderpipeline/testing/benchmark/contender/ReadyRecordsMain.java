package io.orderpipeline.testing.benchmark.contender;

import io.orderpipeline.testing.oracle.Cluster;
import io.orderpipeline.testing.oracle.TopicContents;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.LongAdder;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * The minimal program that sends records with key and headers: it sends the same ready-made records repeatedly. Its
 * cost above Kafka's performance tool, which sends values only, is the cost of key and headers in the Kafka client.
 */
final class ReadyRecordsMain {

    private static final int SETTINGS_FROM = 4;

    private ReadyRecordsMain() {}

    /** @param arguments bootstrap servers, topic, topic of the ready-made records, number to send, client settings */
    public static void main(String[] arguments) {
        Cluster cluster = new Cluster(arguments[0], List.of(), "", Cluster.Copies.ONE);
        List<ConsumerRecord<byte[], byte[]>> ready = new TopicContents(cluster, arguments[2]).read();
        // They are read partition by partition; orders arrive in any sequence.
        Collections.shuffle(ready, new Random(1));
        Map<String, Object> settings = new HashMap<>();
        settings.put("bootstrap.servers", arguments[0]);
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
}
