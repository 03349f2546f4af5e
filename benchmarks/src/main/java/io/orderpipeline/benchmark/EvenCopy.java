package io.orderpipeline.benchmark;

import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Deals the records of a topic out to every partition of another in turn. Their keys would not do: there are fewer
 * categories than partitions, and some would stay empty.
 */
record EvenCopy(Bench bench) {

    private static final Duration POLL = Duration.ofMillis(100);

    Backlog of(Backlog source, String topic, int partitions) {
        bench.topics().create(topic, partitions);
        bench.say("dealing the orders out to " + topic);
        try (Consumer<byte[], byte[]> consumer = BacklogReader.open(bench.servers(), source);
                Producer<byte[], byte[]> producer = producer()) {
            long copied = 0;
            while (copied < source.orders()) {
                ConsumerRecords<byte[], byte[]> records = consumer.poll(POLL);
                for (ConsumerRecord<byte[], byte[]> order : records) {
                    int partition = (int) (copied++ % partitions);
                    var unused = producer.send(
                            new ProducerRecord<>(topic, partition, order.key(), order.value(), order.headers()));
                }
            }
            producer.flush();
        }
        MeasuredRun.requireAll(topic, source.orders(), Topics.sum(bench.topics().ends(topic, partitions)));
        return new Backlog(topic, partitions, source.orders());
    }

    private Producer<byte[], byte[]> producer() {
        return new KafkaProducer<>(
                Map.of("bootstrap.servers", bench.servers().bootstrapServers(), "enable.metrics.push", false),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }
}
