package io.orderpipeline.testing.benchmark;

import io.orderpipeline.common.cli.UserError;
import io.orderpipeline.testing.benchmark.micro.OrderForm;
import io.orderpipeline.testing.oracle.TopicContents;
import io.orderpipeline.testing.oracle.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** A topic with orders to consume, the same orders in every run. */
record Backlog(BenchContext bench, String topic, int partitions, long orders) {

    private static final Duration FILL_LIMIT = Duration.ofMinutes(30);

    static Backlog fill(BenchContext bench, String topic, int partitions, long orders) {
        return fill(bench, topic, partitions, orders, ValueFormat.JSON, List.of());
    }

    /** By the producer, whose batches all formats share. */
    static Backlog fill(BenchContext bench, ValueFormat format, List<String> options) {
        String topic = "backlog_" + format.name().toLowerCase(Locale.ROOT);
        return fill(bench, topic, ConsumerBenchmarks.PARTITIONS, bench.config.orders, format, options);
    }

    private static Backlog fill(
            BenchContext bench, String topic, int partitions, long orders, ValueFormat format, List<String> options) {
        bench.topics().create(topic, partitions);
        bench.say("filling %s with %,d orders".formatted(topic, orders));
        List<String> all = new ArrayList<>(List.of("--rate=0", "--count=" + orders, "--format=" + format));
        all.addAll(options);
        try (MeasuredProcess producer =
                MeasuredProcess.start(bench.programs().producer("fill_" + topic, topic, all.toArray(String[]::new)))) {
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

    private Backlog copy(
            String target,
            int targetPartitions,
            Function<ConsumerRecord<byte[], byte[]>, ProducerRecord<byte[], byte[]>> copier) {
        bench.topics().create(target, targetPartitions);
        bench.say("copying the orders to " + target);
        AtomicReference<Exception> failure = new AtomicReference<>();
        Map<String, Object> settings = new HashMap<>(bench.servers().cluster.kafkaSettings());
        settings.put(ProducerConfig.BATCH_SIZE_CONFIG, ContenderProcesses.BATCH_BYTES);
        try (Producer<byte[], byte[]> producer =
                new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
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
