package io.orderpipeline.testing.drill;

import io.orderpipeline.testing.process.ChildProcess;
import java.time.Duration;

/**
 * Another group reads the topic from offset 0 into the table that is full already, while the first goes on. It has dead
 * letters of its own, for it finds the same bad records.
 */
record ReplayFromStart() implements Drill {

    private static final int UPDATED_ORDERS = 300;
    private static final int VERSIONS = 5;

    @Override
    public String name() {
        return "replay";
    }

    @Override
    public String fault() {
        return "replay from offset 0 into the full table (a new --group), beside the consumer at work";
    }

    @Override
    public void run(DrillContext scene) {
        scene.startLoad();
        scene.awaitWriting(scene.startConsumer());
        scene.send(Updates.shuffled(scene.pipeline().topic(), UPDATED_ORDERS, VERSIONS, scene.random()));
        scene.let(Duration.ofSeconds(5));
        into(scene);
    }

    /** Into whatever table there is, beside whatever is at work. */
    void into(DrillContext scene) {
        scene.fault("replay");
        String group = "--group=" + scene.pipeline().group() + "-replay";
        String deadLetters = "--dead-letter-topic=" + scene.pipeline().deadLetterTopic() + "-replay";
        ChildProcess replay = scene.startConsumer(group, deadLetters, "--exit-when-caught-up");
        scene.programs().awaitEndOfConsumer(replay, DrillContext.LIMIT);
        scene.recover();
    }
}
