package io.orderpipeline.testing.drill;

import io.orderpipeline.localstack.ClusterSize;
import io.orderpipeline.localstack.StackServer;
import java.time.Duration;

/** What an upgrade does: one server after the other ends in order and comes back, and the load goes on. */
record ClusterRollingRestart() implements Drill {

    private static final Duration IN_SYNC_LIMIT = Duration.ofMinutes(3);

    @Override
    public String name() {
        return "cluster-rolling-restart";
    }

    @Override
    public String fault() {
        return "restart of three brokers and three Cassandra nodes, one after the other";
    }

    @Override
    public ClusterSize size() {
        return ClusterKill.THREE;
    }

    @Override
    public void run(DrillContext scene) {
        scene.startLoad();
        scene.awaitWriting(scene.startConsumer());
        scene.stack().brokers().forEach(broker -> {
            restart(scene, broker);
            scene.await(IN_SYNC_LIMIT, () -> FaultTargets.isInSync(scene), "a copy of the topic is behind");
        });
        scene.stack().nodes().forEach(node -> restart(scene, node));
    }

    private static void restart(DrillContext scene, StackServer server) {
        scene.fault("restart of " + server.name());
        server.stop();
        scene.goOn();
        server.start();
        scene.goOn();
    }
}
