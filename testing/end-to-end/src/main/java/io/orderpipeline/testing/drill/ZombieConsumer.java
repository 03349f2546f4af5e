package io.orderpipeline.testing.drill;

import io.orderpipeline.testing.process.ChildProcess;
import io.orderpipeline.testing.process.ProcessSignal;

/** A consumer stands still until another has its partitions, then wakes and believes that they are still its own. */
record ZombieConsumer() implements Drill {

    @Override
    public String name() {
        return "zombie";
    }

    @Override
    public String fault() {
        return "a consumer stands still beyond its session, another takes over, the first wakes";
    }

    @Override
    public void run(DrillContext scene) {
        scene.startLoad();
        ChildProcess zombie = scene.startConsumer();
        scene.awaitWriting(zombie);
        scene.fault("SIGSTOP to the consumer");
        zombie.signal(ProcessSignal.STOP);
        ChildProcess other = scene.startConsumer();
        scene.awaitWriting(other);
        scene.recover();
        scene.tell("another consumer has taken over; SIGCONT to the first");
        zombie.signal(ProcessSignal.CONT);
        zombie.awaitErr("has lost", DrillContext.LIMIT);
        scene.recover();
    }
}
