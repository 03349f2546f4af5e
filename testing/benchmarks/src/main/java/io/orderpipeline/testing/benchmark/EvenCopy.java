package io.orderpipeline.testing.benchmark;

import io.orderpipeline.common.cli.UserError;
import io.orderpipeline.testing.benchmark.measure.Topics;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Deals the records of a topic out to every partition of another in turn. Their keys would not do: there are fewer
 * categories than partitions, and some would stay empty.
 */
record EvenCopy(BenchContext bench) {

    private static final Duration POLL = Duration.ofMillis(100);

    Backlog of(Backlog source, String topic, int partitions) {
        bench.topics().create(topic, partitions);
        bench.say("dealing the orders out to " + topic);
        AtomicReference<Exception> failure = new AtomicReference<>();
        try (Consumer<byte[], byte[]> from = BacklogReader.open(bench.servers(), source);
                Producer<byte[], byte[]> to = producer()) {
            long copied = 0;
            while (copied < source.orders()) {
                for (ConsumerRecord<byte[], byte[]> order : from.poll(POLL)) {
                    int partition = (int) (copied++ % partitions);
                    var unused = to.send(
                            new ProducerRecord<>(topic, partition, order.key(), order.value(), order.headers()),
                            (metadata, error) -> failure.compareAndSet(null, error));
                }
            }
        }
        if (failure.get() != null) {
            throw UserError.failed(topic + " cannot be filled: " + failure.get(), failure.get());
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
