package io.orderpipeline.testing.drill;

import java.time.Duration;

/** The broker dies under the producer's and the consumer's hands, and comes back. */
record BrokerKill() implements Drill {

    @Override
    public String name() {
        return "broker-kill";
    }

    @Override
    public String fault() {
        return "kill -9 of the broker, restart";
    }

    @Override
    public void run(DrillContext scene) {
        scene.startLoad();
        scene.awaitWriting(scene.startConsumer());
        scene.letSome(Duration.ofMillis(500), Duration.ofSeconds(3));
        scene.fault("kill -9 of the broker");
        scene.stack().kafka().kill();
        scene.let(Duration.ofSeconds(3));
        scene.stack().kafka().start();
        scene.recover();
    }
}
