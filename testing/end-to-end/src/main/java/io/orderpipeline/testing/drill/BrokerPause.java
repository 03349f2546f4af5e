package io.orderpipeline.testing.drill;

import java.time.Duration;

/** The broker stands still beyond every session, so that on waking it takes the group for dead. */
record BrokerPause(Duration pause) implements Drill {

    @Override
    public String name() {
        return "broker-pause";
    }

    @Override
    public String fault() {
        return "the broker stands still (SIGSTOP) for " + pause.toSeconds() + " s";
    }

    @Override
    public void run(DrillContext scene) {
        scene.startLoad();
        scene.awaitWriting(scene.startConsumer());
        scene.fault("SIGSTOP to the broker");
        scene.stack().kafka().pause();
        scene.let(pause);
        scene.tell("SIGCONT");
        scene.stack().kafka().resume();
        scene.recover();
    }
}
