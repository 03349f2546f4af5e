package io.orderpipeline.drill;

import io.orderpipeline.process.ChildProcess;
import io.orderpipeline.stack.CassandraTuning;
import java.time.Duration;

/** A server that refuses batches which are well within our own bound. */
record SmallBatchLimit(int orders) implements Drill {

    @Override
    public String name() {
        return "small-batch-limit";
    }

    @Override
    public String fault() {
        return "Cassandra refuses batches above 4 KiB, %,d orders wait".formatted(orders);
    }

    @Override
    public CassandraTuning tuning() {
        return CassandraTuning.SHIPPED
                .with("batch_size_warn_threshold", "2KiB")
                .with("batch_size_fail_threshold", "4KiB");
    }

    /** A backlog first, for without one there are no batches of that size. */
    @Override
    public void run(Scene scene) {
        ChildProcess producer = scene.startProducer("--rate=0", "--count=" + orders);
        scene.programs().awaitEndOfProducer(producer, Scene.LIMIT);
        scene.startLoad();
        scene.fault("%,d orders wait for the consumer".formatted(orders));
        scene.startConsumer();
        scene.recover();
        scene.let(Duration.ofSeconds(10));
    }
}
