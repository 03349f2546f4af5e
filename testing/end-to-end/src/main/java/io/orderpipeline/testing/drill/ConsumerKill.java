package io.orderpipeline.testing.drill;

import io.orderpipeline.testing.process.ChildProcess;
import java.time.Duration;

/** The consumer dies at moments that it cannot foresee, and is started again. */
record ConsumerKill(int times) implements Drill {

    @Override
    public String name() {
        return "consumer-kill";
    }

    @Override
    public String fault() {
        return "kill -9 of the consumer, " + times + " times";
    }

    @Override
    public void run(DrillContext scene) {
        scene.startLoad();
        ChildProcess consumer = scene.startConsumer();
        for (int kill = 1; kill <= times; kill++) {
            scene.awaitWriting(consumer);
            scene.letSome(Duration.ZERO, Duration.ofSeconds(3));
            scene.fault("kill -9 of the consumer");
            scene.programs().kill(consumer);
            consumer = scene.startConsumer();
            scene.recover();
        }
    }
}
