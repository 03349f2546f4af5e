package io.orderpipeline.testing.drill;

import io.orderpipeline.testing.process.ChildProcess;
import java.time.Duration;

/** The producer dies while it sends; what it has said to be acknowledged must be there. */
record ProducerKill(int times) implements Drill {

    @Override
    public String name() {
        return "producer-kill";
    }

    @Override
    public String fault() {
        return "kill -9 of the producer, " + times + " times";
    }

    @Override
    public void run(DrillContext scene) {
        ChildProcess consumer = scene.startConsumer();
        for (int kill = 1; kill <= times; kill++) {
            ChildProcess producer = startLoad(scene);
            scene.letSome(Duration.ofSeconds(1), Duration.ofSeconds(4));
            scene.fault("kill -9 of the producer");
            scene.programs().kill(producer);
        }
        scene.awaitWriting(consumer);
        startLoad(scene);
        scene.recover();
    }

    private static ChildProcess startLoad(DrillContext scene) {
        ChildProcess producer = scene.startLoad();
        producer.awaitOut("acknowledged [1-9]", DrillContext.LIMIT);
        return producer;
    }
}
