package io.orderpipeline.testing.drill;

import io.orderpipeline.testing.process.ChildProcess;
import io.orderpipeline.testing.proxy.FaultProxy;
import io.orderpipeline.testing.proxy.NetworkConditions;
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
    public void run(DrillContext scene) {
        FaultProxy proxy = scene.proxyToCassandra();
        scene.startLoad();
        ChildProcess consumer = scene.startConsumer(DrillContext.through(proxy));
        scene.awaitWriting(consumer);
        for (int reset = 1; reset <= resets; reset++) {
            scene.letSome(Duration.ZERO, Duration.ofSeconds(2));
            scene.fault(proxy.reset() + " connections reset");
            scene.recover();
        }
        scene.fault("half-open");
        proxy.become(NetworkConditions.SILENT);
        scene.let(silence);
        consumer.awaitErr(DrillContext.IN_TROUBLE, DrillContext.LIMIT);
        // What was held is lost with its connection, as when the network forgets it.
        proxy.reset();
        proxy.become(NetworkConditions.CLEAR);
        scene.recover();
        scene.requireMembership(consumer);
    }
}
