package io.orderpipeline.testing.benchmark;

import io.orderpipeline.common.cli.UserError;
import io.orderpipeline.testing.benchmark.micro.OrderForm;
import io.orderpipeline.testing.oracle.TopicContents;
import io.orderpipeline.testing.oracle.Topics;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** A topic with orders to consume, the same orders in every run. */
record Backlog(BenchContext bench, String topic, int partitions, long orders) {

    private static final Duration FILL_LIMIT = Duration.ofMinutes(30);

    static Backlog fill(BenchContext bench, String topic, int partitions, long orders) {
        bench.topics().create(topic, partitions);
        bench.say("filling %s with %,d orders".formatted(topic, orders));
        try (MeasuredProcess producer = MeasuredProcess.start(
                bench.programs().producer("fill_" + topic, topic, "--rate=0", "--count=" + orders))) {
            producer.awaitEnd(FILL_LIMIT);
        }
        return new Backlog(bench, topic, partitions, orders);
    }

    static Backlog fill(BenchContext bench) {
        return fill(bench, "backlog", ConsumerBenchmarks.PARTITIONS, bench.config.orders);
    }

    void forEach(Consumer<ConsumerRecord<byte[], byte[]>> action) {
        new TopicContents(bench.servers().cluster, topic).forEach(action);
    }

    /**
     * Copies the records to another topic, to each partition in turn. By their keys some partitions would stay empty,
     * because there are fewer categories than partitions.
     */
    Backlog copyEvenly(String target, int targetPartitions) {
        int[] copied = {0};
        return copy(
                target,
                targetPartitions,
                order -> new ProducerRecord<>(
                        target, copied[0]++ % targetPartitions, order.key(), order.value(), order.headers()));
    }

    /** Copies the records to another topic as another writer would have sent them. */
    Backlog copyAs(OrderForm form) {
        String target = topic + "_" + form.name().toLowerCase(Locale.ROOT);
        return copy(
                target,
                partitions,
                order -> new ProducerRecord<>(
                        target, order.partition(), order.key(), form.of(order.value()), order.headers()));
    }

    /** Copies the records to another topic in another format. */
    Backlog copyAs(ValueFormat format) {
        String target = topic + "_" + format.name().toLowerCase(Locale.ROOT);
        return copy(
                target,
                partitions,
                order -> new ProducerRecord<>(
                        target, order.partition(), order.key(), format.of(order.value()), order.headers()));
    }

    private Backlog copy(
            String target,
            int targetPartitions,
            Function<ConsumerRecord<byte[], byte[]>, ProducerRecord<byte[], byte[]>> copier) {
        bench.topics().create(target, targetPartitions);
        bench.say("copying the orders to " + target);
        AtomicReference<Exception> failure = new AtomicReference<>();
        try (Producer<byte[], byte[]> producer = new KafkaProducer<>(
                bench.servers().cluster.kafkaSettings(), new ByteArraySerializer(), new ByteArraySerializer())) {
            forEach(order -> {
                var unused =
                        producer.send(copier.apply(order), (metadata, error) -> failure.compareAndSet(null, error));
            });
        }
        if (failure.get() != null) {
            throw UserError.failed("cannot fill " + target + ": " + failure.get(), failure.get());
        }
        MeasuredRun.requireAll(target, orders, Topics.sum(bench.topics().ends(target, targetPartitions)));
        return new Backlog(bench, target, targetPartitions, orders);
    }
}
