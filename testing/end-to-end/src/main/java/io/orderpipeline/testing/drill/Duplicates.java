package io.orderpipeline.testing.drill;

import io.orderpipeline.testing.process.ChildProcess;
import java.time.Duration;

/** Half of all orders come twice, others come again with other values, and the consumer repeats some on its own. */
record Duplicates() implements Drill {

    private static final int UPDATED_ORDERS = 300;
    private static final int VERSIONS = 5;

    @Override
    public String name() {
        return "duplicates";
    }

    @Override
    public String fault() {
        return "half of the orders twice, %d orders in %d versions, kill -9 of the consumer among them"
                .formatted(UPDATED_ORDERS, VERSIONS);
    }

    @Override
    public void run(DrillContext scene) {
        scene.startProducer("--duplicates=0.5", "--rate=" + scene.load().rate());
        ChildProcess consumer = scene.startConsumer();
        scene.awaitWriting(consumer);
        var updates = Updates.shuffled(scene.pipeline().topic(), UPDATED_ORDERS, VERSIONS, scene.random());
        scene.faults(UPDATED_ORDERS * (VERSIONS - 1), "records that change orders");
        scene.send(updates.subList(0, updates.size() / 2));
        scene.letSome(Duration.ZERO, Duration.ofSeconds(1));
        scene.fault("kill -9 of the consumer");
        scene.programs().kill(consumer);
        scene.send(updates.subList(updates.size() / 2, updates.size()));
        scene.startConsumer();
        scene.recover();
    }
}
