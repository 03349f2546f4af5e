package io.orderpipeline.testing.drill;

import io.orderpipeline.testing.process.ChildProcess;
import java.time.Duration;

/** A great many orders wait, and the consumer dies over and over on its way through them. */
record LargeBacklog(int orders, int kills) implements Drill {

    private static final Duration LIMIT = Duration.ofMinutes(10);

    @Override
    public String name() {
        return "large-backlog";
    }

    @Override
    public String fault() {
        return "%,d orders wait, kill -9 of the consumer %d times on the way".formatted(orders, kills);
    }

    @Override
    public void run(DrillContext scene) {
        ChildProcess producer = scene.startProducer("--rate=0", "--count=" + orders);
        scene.programs().awaitEndOfProducer(producer, LIMIT);
        scene.tell("%,d orders wait".formatted(orders));
        ChildProcess consumer = scene.startConsumer();
        for (int kill = 1; kill <= kills; kill++) {
            scene.awaitWriting(consumer);
            scene.letSome(Duration.ZERO, Duration.ofSeconds(3));
            scene.fault("kill -9 of the consumer");
            scene.programs().kill(consumer);
            consumer = scene.startConsumer();
            scene.recover();
        }
        scene.awaitCaughtUp(LIMIT);
    }
}
