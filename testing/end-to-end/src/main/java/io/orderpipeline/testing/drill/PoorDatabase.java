package io.orderpipeline.testing.drill;

import io.orderpipeline.localstack.CassandraTuning;
import io.orderpipeline.testing.process.ChildProcess;
import java.time.Duration;

/** A node as it comes out of the box, with too small a heap, gets all that the consumer can give it. */
record PoorDatabase(int orders) implements Drill {

    private static final Duration LIMIT = Duration.ofMinutes(5);

    @Override
    public String name() {
        return "poor-database";
    }

    @Override
    public String fault() {
        return "Cassandra with stock memtables and a 512 MB heap, %,d orders at full rate".formatted(orders);
    }

    @Override
    public CassandraTuning tuning() {
        return CassandraTuning.SHIPPED.withStockMemtables().withMaximumHeap("512m");
    }

    @Override
    public void run(DrillContext scene) {
        ChildProcess producer = scene.startProducer("--rate=0", "--count=" + orders);
        scene.programs().awaitEndOfProducer(producer, LIMIT);
        scene.fault("%,d orders wait for the consumer".formatted(orders));
        ChildProcess consumer = scene.startConsumer();
        scene.awaitWriting(consumer);
        scene.awaitCaughtUp(LIMIT);
        scene.requireMembership(consumer);
    }
}
