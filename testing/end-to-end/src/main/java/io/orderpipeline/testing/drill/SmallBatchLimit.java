package io.orderpipeline.testing.drill;

import io.orderpipeline.localstack.CassandraTuning;
import io.orderpipeline.testing.process.ChildProcess;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * A server that refuses requests which are well within our own bound. Cassandra holds a batch of one partition, as all of
 * ours are, to the largest mutation of its commit log alone, so that is what is made small. Orders with long texts make
 * requests that exceed it.
 *
 * @param orders with long texts
 */
record SmallBatchLimit(int orders) implements Drill {

    private static final String LONG_TEXT = '"' + "x".repeat(900) + '"';
    private static final List<String> CATEGORIES = List.of("books", "sports", "clothing");

    @Override
    public String name() {
        return "small-batch-limit";
    }

    @Override
    public String fault() {
        return "Cassandra refuses requests above 32 KiB, %,d orders with long texts wait".formatted(orders);
    }

    @Override
    public CassandraTuning tuning() {
        return CassandraTuning.SHIPPED.with("max_mutation_size", "32KiB");
    }

    /** A backlog first, for without one there are no batches of that size. */
    @Override
    public void run(DrillContext scene) {
        ChildProcess producer = scene.startProducer("--rate=0", "--count=" + orders);
        scene.programs().awaitEndOfProducer(producer, DrillContext.LIMIT);
        String topic = scene.pipeline().topic();
        scene.send(IntStream.range(0, orders)
                .mapToObj(order -> longOrder(order, topic))
                .toList());
        scene.startLoad();
        scene.fault("%,d orders wait for the consumer".formatted(2 * orders));
        ChildProcess consumer = scene.startConsumer();
        consumer.awaitErr("Cassandra refuses a batch", DrillContext.LIMIT);
        scene.recover();
        scene.let(Duration.ofSeconds(10));
    }

    private static ProducerRecord<byte[], byte[]> longOrder(int order, String topic) {
        String category = CATEGORIES.get(order % CATEGORIES.size());
        return OrderFields.of("long-" + order, category, 1)
                .with("customer_name", LONG_TEXT)
                .with("product", LONG_TEXT)
                .record(topic, category);
    }
}
