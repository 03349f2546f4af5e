package io.orderpipeline.testing.drill;

import io.orderpipeline.testing.drill.context.Scene;
import io.orderpipeline.testing.process.ChildProcess;
import io.orderpipeline.testing.proxy.FaultProxy;
import io.orderpipeline.testing.proxy.Weather;
import java.time.Duration;

/** Connections to the database go silent without being closed, and others are reset in the middle of a write. */
record BrokenConnections(int resets, Duration silence) implements Drill {

    @Override
    public String name() {
        return "broken-connections";
    }

    @Override
    public String fault() {
        return "connections to Cassandra reset %d times, then half-open for %d s"
                .formatted(resets, silence.toSeconds());
    }

    @Override
    public void run(Scene scene) {
        FaultProxy proxy = scene.proxyToCassandra();
        scene.startLoad();
        ChildProcess consumer = scene.startConsumer(Scene.through(proxy));
        scene.awaitWriting(consumer);
        for (int reset = 1; reset <= resets; reset++) {
            scene.letSome(Duration.ZERO, Duration.ofSeconds(2));
            scene.fault(proxy.reset() + " connections reset");
            scene.recover();
        }
        scene.fault("half-open");
        proxy.become(Weather.SILENT);
        scene.let(silence);
        consumer.awaitErr(Scene.IN_TROUBLE, Scene.LIMIT);
        // What was held is lost with its connection, as when the network forgets it.
        proxy.reset();
        proxy.become(Weather.CLEAR);
        scene.recover();
        scene.requireMembership(consumer);
    }
}
