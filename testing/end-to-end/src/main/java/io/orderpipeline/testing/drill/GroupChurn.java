package io.orderpipeline.testing.drill;

import io.orderpipeline.testing.process.ChildProcess;
import java.time.Duration;

/** A second consumer joins the group and leaves it again, over and over. */
record GroupChurn(Duration time) implements Drill {

    private static final Duration STAY = Duration.ofSeconds(2);

    @Override
    public String name() {
        return "rebalance";
    }

    @Override
    public String fault() {
        return "a second consumer joins and leaves every " + STAY.toSeconds() + " s for " + time.toSeconds() + " s";
    }

    /** With 2 threads each, so that every coming and going moves a partition. */
    @Override
    public void run(DrillContext scene) {
        scene.startLoad();
        scene.awaitWriting(scene.startConsumer("--threads=2"));
        long end = System.nanoTime() + time.toNanos();
        while (System.nanoTime() - end < 0) {
            scene.fault("a second consumer joins");
            ChildProcess guest = scene.startConsumer("--threads=2");
            guest.awaitErr("has got", DrillContext.LIMIT);
            scene.let(STAY);
            scene.programs().endConsumer(guest);
        }
        scene.recover();
    }
}
